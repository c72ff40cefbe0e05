using System.Net.Mime;

namespace KafkaRider.AspNetCore;

/// <summary>Describes the answers with one status.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">What it means.</param>
public sealed record ResponseDescription(int Status, string Description)
{
    /// <summary>Gets the type that the body is made from, or <see langword="null"/> if it is text, or there is none.</summary>
    public Type? Body { get; init; }

    /// <summary>Gets the media type of a body that is no problem, or <see langword="null"/> if there is none.</summary>
    public string? MediaType { get; init; }

    /// <summary>Gets the headers.</summary>
    public IReadOnlyList<HeaderDescription> Headers { get; init; } = [];

    /// <summary>Gets the problems that this status can mean.</summary>
    public IReadOnlyList<ProblemType> Problems { get; init; } = [];

    /// <summary>Describes an answer with a body.</summary>
    /// <typeparam name="T">The type that the body is made from.</typeparam>
    /// <param name="status">The HTTP status.</param>
    /// <param name="description">What it means.</param>
    /// <param name="headers">The headers.</param>
    public static ResponseDescription Json<T>(int status, string description, params IReadOnlyList<HeaderDescription> headers) =>
        new(status, description) { Body = typeof(T), MediaType = MediaTypeNames.Application.Json, Headers = headers };

    /// <summary>Describes a problem.</summary>
    /// <param name="problem">The kind of problem.</param>
    /// <param name="headers">The headers.</param>
    public static ResponseDescription Problem(ProblemType problem, params IReadOnlyList<HeaderDescription> headers)
    {
        ArgumentNullException.ThrowIfNull(problem);

        return new(problem.Status, problem.Title + ".") { Problems = [problem], Headers = headers };
    }

    /// <summary>Describes a status that can mean several problems.</summary>
    /// <param name="description">What they have in common.</param>
    /// <param name="problems">The kinds of problems.</param>
    /// <param name="headers">The headers.</param>
    public static ResponseDescription OneOf(string description, IReadOnlyList<ProblemType> problems, params IReadOnlyList<HeaderDescription> headers)
    {
        ArgumentNullException.ThrowIfNull(problems);

        return new(problems[0].Status, description) { Problems = problems, Headers = headers };
    }

    /// <summary>Describes answers that have the same status.</summary>
    internal ResponseDescription With(ResponseDescription other) => this with
    {
        Description = $"{Description} {other.Description}",
        Body = Body ?? other.Body,
        MediaType = MediaType ?? other.MediaType,
        Problems = [.. Problems.Union(other.Problems)],
        Headers =
        [
            .. Headers.Concat(other.Headers).GroupBy(header => header.Name)
                .Select(same => same.Count() == 2 && same.All(header => header.IsAlwaysThere) ? same.First() : same.First().Sometimes),
        ],
    };
}
