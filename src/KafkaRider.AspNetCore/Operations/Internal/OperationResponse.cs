using System.Text.Json.Serialization;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Represents an operation as clients see it.</summary>
internal sealed record OperationResponse(
    Guid Id,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt,
    IReadOnlyDictionary<string, string> Links,
    OperationResult? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProcessStepState>? Steps = null)
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Compensating = ProcessStatus.Compensating;
    public const string FailedIncomplete = ProcessStatus.FailedIncomplete;
}
