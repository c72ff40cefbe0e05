using System.Text.Json;
using System.Text.Json.Serialization;
using KafkaRider.Internal;
using MassTransit;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Is what a process of several steps keeps of itself in its row. Derive from <see cref="ProcessInstance{TRequest}"/>.</summary>
public abstract class ProcessInstance : SagaStateMachineInstance, ISagaVersion, IEndingSaga
{
    /// <summary>Gets or sets the id of the process: that of the operation that started it.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Gets or sets where the process is: one of <see cref="ProcessStatus"/>.</summary>
    public string CurrentState { get; set; } = string.Empty;

    /// <summary>Gets or sets how many events were handled.</summary>
    public int Version { get; set; }

    /// <summary>Gets or sets the steps, in the order of the plan that the process began with.</summary>
    public IList<ProcessStep> Steps { get; set; } = [];

    /// <summary>Gets or sets when the process began, in UTC.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Gets or sets why the process does not succeed: <c>timeout</c>, or what a step failed with.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets the step that the process failed at.</summary>
    public string? FailedStep { get; set; }

    /// <summary>Gets or sets who asked, as <see cref="CommandHeaders.Caller"/> said: the steps' commands carry it on.</summary>
    public string? Caller { get; set; }

    /// <summary>Gets or sets the fingerprint of the request, as <see cref="CommandHeaders.Fingerprint"/> said.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>Gets or sets who awaits the answer, the first first.</summary>
    public IList<RequestOrigin> Requesters { get; set; } = [];

    /// <summary>Gets or sets the type of the outcome.</summary>
    public string? OutcomeType { get; set; }

    /// <summary>Gets or sets the outcome.</summary>
    public JsonElement? Outcome { get; set; }

    /// <summary>Gets or sets whether the outcome was published.</summary>
    public bool Told { get; set; }

    /// <summary>Gets or sets the token of the timer that is set for the step under way.</summary>
    public Guid? StepTimer { get; set; }

    /// <summary>Gets or sets the token of the timer that is set for the whole.</summary>
    public Guid? Timer { get; set; }

    /// <summary>Gets whether the process has come to an end that it does not leave by itself.</summary>
    [JsonIgnore]
    public bool HasEnded => CurrentState is ProcessStatus.Succeeded or ProcessStatus.Failed;
}
