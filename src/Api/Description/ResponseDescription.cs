using System.Net.Mime;
using Users.Api.Problems;

namespace Users.Api.Description;

/// <summary>Describes the answers with one status.</summary>
internal sealed record ResponseDescription(int Status, string Description)
{
    /// <summary>Gets the type that the body is made from, or <see langword="null"/> if it is text, or there is none.</summary>
    public Type? Body { get; init; }

    /// <summary>Gets the media type of a body that is no problem, or <see langword="null"/> if there is none.</summary>
    public string? MediaType { get; init; }

    public IReadOnlyList<HeaderDescription> Headers { get; init; } = [];

    /// <summary>Gets the problems that this status can mean.</summary>
    public IReadOnlyList<ProblemType> Problems { get; init; } = [];

    public static ResponseDescription Json<T>(int status, string description, params IReadOnlyList<HeaderDescription> headers) =>
        new(status, description) { Body = typeof(T), MediaType = MediaTypeNames.Application.Json, Headers = headers };

    public static ResponseDescription Problem(ProblemType problem, params IReadOnlyList<HeaderDescription> headers) =>
        new(problem.Status, problem.Title + ".") { Problems = [problem], Headers = headers };

    public static ResponseDescription OneOf(string description, IReadOnlyList<ProblemType> problems, params IReadOnlyList<HeaderDescription> headers) =>
        new(problems[0].Status, description) { Problems = problems, Headers = headers };
}
