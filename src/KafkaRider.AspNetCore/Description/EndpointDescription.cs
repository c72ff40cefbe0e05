namespace KafkaRider.AspNetCore;

/// <summary>Says of an endpoint what its signature does not: it reads requests and writes answers by itself.</summary>
/// <param name="Id">The operation id, for programs that are generated from the description. The name of the endpoint goes before it.</param>
/// <param name="Summary">What it does, in a few words. The summary of the endpoint goes before it.</param>
public sealed record EndpointDescription(string Id, string Summary)
{
    /// <summary>Gets what it does, in more words.</summary>
    public string? Details { get; init; }

    /// <summary>Gets the parameters.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>Gets the body, if there is one.</summary>
    public BodyDescription? Body { get; init; }

    /// <summary>Gets the headers that every answer has, also where the endpoint is not reached.</summary>
    public IReadOnlyList<HeaderDescription> Headers { get; init; } = [];

    /// <summary>Gets the answers, by status.</summary>
    public IReadOnlyList<ResponseDescription> Responses { get; init; } = [];
}
