namespace Users.Api.Description;

/// <summary>Says of an endpoint what its signature does not: it reads requests and writes answers by itself.</summary>
/// <param name="Id">The operation id, for programs that are generated from the description.</param>
/// <param name="Summary">What it does, in a few words.</param>
internal sealed record EndpointDescription(string Id, string Summary)
{
    public string? Details { get; init; }

    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    public BodyDescription? Body { get; init; }

    public IReadOnlyList<ResponseDescription> Responses { get; init; } = [];
}
