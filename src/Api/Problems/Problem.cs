namespace Users.Api.Problems;

/// <summary>Is what stands in the body of an error, by RFC 9457.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail)
{
    public const string MediaType = "application/problem+json";

    public IDictionary<string, string[]>? Errors { get; init; }

    public Guid? OperationId { get; init; }

    public string? TraceId { get; init; }
}
