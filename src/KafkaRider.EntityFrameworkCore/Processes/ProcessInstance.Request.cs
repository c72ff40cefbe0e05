namespace KafkaRider.EntityFrameworkCore;

/// <summary>Is what a process of several steps keeps of itself in its row; derived types add what one step leaves for another.</summary>
/// <typeparam name="TRequest">The command that starts the process.</typeparam>
public abstract class ProcessInstance<TRequest> : ProcessInstance
    where TRequest : class
{
    /// <summary>Gets or sets the command that started the process.</summary>
    public TRequest Request { get; set; } = null!;
}
