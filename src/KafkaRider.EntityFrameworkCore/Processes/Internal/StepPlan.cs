namespace KafkaRider.Internal;

/// <summary>Says what to do for a step, what its replies mean, and how to undo it.</summary>
internal sealed class StepPlan<TInstance>(string name, Func<TInstance, object> command)
{
    public string Name => name;

    public Func<TInstance, object> Command => command;

    public Func<TInstance, object>? Compensation { get; set; }

    /// <summary>Gets or sets whether there is no way back once this step is done.</summary>
    public bool IsPivot { get; set; }

    /// <summary>Gets or sets whether only processes have this step that began with it.</summary>
    public bool IsRetired { get; set; }

    public TimeSpan? Timeout { get; set; }

    public int? Attempts { get; set; }

    public Dictionary<Type, Action<TInstance, object>> Done { get; } = [];

    public Dictionary<Type, Func<TInstance, object, object>> Refused { get; } = [];

    public HashSet<Type> Undone { get; } = [];
}
