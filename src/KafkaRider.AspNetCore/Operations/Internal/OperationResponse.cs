namespace KafkaRider.AspNetCore.Internal;

/// <summary>Represents an operation as clients see it.</summary>
internal sealed record OperationResponse(
    Guid Id,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt,
    IReadOnlyDictionary<string, string> Links,
    OperationResult? Result)
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
}
