using Users.Api.Description;

namespace Users.Api.Problems;

/// <summary>Serves docs/problems.md, by section, where the type of each problem points to.</summary>
internal static class ProblemPages
{
    private const string SectionStart = "\n## ";

    private static readonly string Page = ReadPage();

    private static readonly Dictionary<string, string> Sections = Page
        .Split(SectionStart)
        .Skip(1)
        .ToDictionary(section => section[..section.IndexOf('\n', StringComparison.Ordinal)].Trim(), section => "## " + section.Trim() + "\n");

    public static IReadOnlyCollection<string> Slugs => Sections.Keys;

    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", () => TypedResults.Text(Page)).WithTags("Problems").Describe(ProblemDescriptions.List);
        routes.MapGet("/problems/{slug}", IResult (string slug) =>
            Sections.TryGetValue(slug, out var section) ? TypedResults.Text(section) : TypedResults.NotFound())
            .WithTags("Problems").Describe(ProblemDescriptions.Get);
    }

    private static string ReadPage()
    {
        using var stream = typeof(ProblemPages).Assembly.GetManifestResourceStream("problems.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
