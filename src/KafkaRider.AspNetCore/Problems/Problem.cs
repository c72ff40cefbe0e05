namespace KafkaRider.AspNetCore;

/// <summary>Represents the body of an error, by RFC 9457.</summary>
/// <param name="Type">The kind of problem, as a path of this service.</param>
/// <param name="Title">The kind of problem, in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong this time, for people.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail)
{
    /// <summary>The media type of problems.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Gets what is wrong by field, parameter or header.</summary>
    public IDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Gets the operation that the problem is about.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>Gets the trace that the request belongs to.</summary>
    public string? TraceId { get; init; }
}
