namespace KafkaRider.AspNetCore;

/// <summary>Says what the description of the API begins with.</summary>
public sealed class ApiDescriptionOptions
{
    private readonly List<string> _problemPages = [];

    /// <summary>Gets or sets what the API is called.</summary>
    public string Title { get; set; } = "Commands";

    /// <summary>Gets or sets what it is for.</summary>
    public string Description { get; set; } = "Commands travel over Kafka; their outcome comes back on the connection that asked.";

    /// <summary>Gets the groups of endpoints, with what each is about.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>
    {
        ["Operations"] = "What became of a command.",
        ["Problems"] = "What the types of errors mean.",
    };

    /// <summary>Gets or sets the licence of the API by its SPDX identifier, if it has one.</summary>
    public string? License { get; set; }

    internal IReadOnlyList<string> ProblemPages => _problemPages;

    /// <summary>Adds sections to the page that explains problems.</summary>
    /// <param name="markdown">Markdown, where each section is headed by the slug of a problem's type, as <c>## name-taken</c>.</param>
    public void ExplainProblems(Stream markdown)
    {
        using var reader = new StreamReader(markdown);
        _problemPages.Add(reader.ReadToEnd());
    }
}
