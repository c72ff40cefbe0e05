using MassTransit;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Adds processes of several steps to a rider.</summary>
public static class ProcessRegistrationExtensions
{
    /// <summary>Adds a process of several steps, whose instances are kept in the database of the inbox.</summary>
    /// <typeparam name="TProcess">The process.</typeparam>
    /// <typeparam name="TInstance">What it keeps of itself.</typeparam>
    /// <param name="rider">The rider to add to.</param>
    /// <param name="eventsTopic">The topic that tells of every step: <see cref="ProcessChanged"/>, under the process's id.</param>
    /// <returns>The same rider.</returns>
    /// <exception cref="InvalidOperationException">No inbox is registered.</exception>
    public static IRiderRegistrationConfigurator AddProcess<TProcess, TInstance>(this IRiderRegistrationConfigurator rider, string eventsTopic)
        where TProcess : class, SagaStateMachine<TInstance>
        where TInstance : ProcessInstance
    {
        ArgumentNullException.ThrowIfNull(rider);

        rider.AddSagaStateMachine<TProcess, TInstance>().InDatabase();
        return rider.AddProducer<ProcessChanged>(eventsTopic, changed => changed.Id.ToString());
    }
}
