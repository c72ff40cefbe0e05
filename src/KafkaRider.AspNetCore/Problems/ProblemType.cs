namespace KafkaRider.AspNetCore;

/// <summary>Represents one kind of problem that clients can tell apart. The page of problems has a section about it, under its slug.</summary>
/// <param name="Slug">The last segment of the type's URI.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of problem, in words.</param>
public sealed record ProblemType(string Slug, int Status, string Title)
{
    /// <summary>Gets the path under which the kind of problem is explained.</summary>
    public string Uri { get; } = $"/problems/{Slug}";

    /// <summary>Returns a problem of this kind.</summary>
    /// <param name="detail">What is wrong, for people.</param>
    /// <param name="errors">What is wrong by field, parameter or header.</param>
    public Problem With(string detail, IDictionary<string, string[]>? errors = null) => new(Uri, Title, Status, detail) { Errors = errors };
}
