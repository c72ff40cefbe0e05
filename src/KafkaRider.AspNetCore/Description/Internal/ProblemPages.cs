using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Serves what is written about problems, by section, where the type of each problem points to.</summary>
internal sealed class ProblemPages
{
    private const string SectionStart = "\n## ";

    private readonly string _page;
    private readonly Dictionary<string, string> _sections;

    public ProblemPages(IOptions<ApiDescriptionOptions> options)
    {
        string[] pages = [ReadOwn(), .. options.Value.ProblemPages];
        _sections = pages
            .SelectMany(page => page.ReplaceLineEndings("\n").Split(SectionStart).Skip(1))
            .ToDictionary(section => section[..section.IndexOf('\n', StringComparison.Ordinal)].Trim(), section => "## " + section.Trim() + "\n");
        _page = string.Join("\n", _sections.Values.Prepend(pages[0][..pages[0].IndexOf(SectionStart, StringComparison.Ordinal)].Trim() + "\n"));
    }

    public IReadOnlyCollection<string> Slugs => _sections.Keys;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", () => TypedResults.Text(_page)).WithTags("Problems").Describe(ProblemDescriptions.List);
        routes.MapGet("/problems/{slug}", IResult (string slug) =>
            _sections.TryGetValue(slug, out var section) ? TypedResults.Text(section) : TypedResults.NotFound())
            .WithTags("Problems").Describe(ProblemDescriptions.Get);
    }

    private static string ReadOwn()
    {
        using var stream = typeof(ProblemPages).Assembly.GetManifestResourceStream("problems.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
