namespace Users.Bench.Measuring;

/// <summary>The content of the file of results.</summary>
internal sealed class ResultFile
{
    /// <summary>Gets or sets what the machine and the programs are, by what they are called in the report.</summary>
    public Dictionary<string, string> Machine { get; set; } = [];

    public Dictionary<string, SectionResult> Sections { get; init; } = [];
}
