namespace Users.Api.Problems;

/// <summary>Is one kind of problem that clients can tell apart. Each has a section of its own in docs/problems.md.</summary>
internal sealed record ProblemType(string Slug, int Status, string Title)
{
    public string Uri { get; } = $"/problems/{Slug}";

    public Problem With(string detail, IDictionary<string, string[]>? errors = null) => new(Uri, Title, Status, detail) { Errors = errors };
}
