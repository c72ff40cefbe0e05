using System.Text.RegularExpressions;

namespace Users.Api.Tests.Documents;

public sealed partial class AddACommandTests
{
    [Fact]
    public void Page_ShowsTheCodeThatIsCompiled()
    {
        var blocks = Block().Matches(RepositoryFiles.Read("docs/add-a-command.md"));

        Assert.InRange(blocks.Count, 5, 20);
        Assert.All(blocks, block => Assert.Contains(
            Lines(block.Groups["code"].Value), Lines(RepositoryFiles.Read(block.Groups["path"].Value)), StringComparison.Ordinal));
    }

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\[(?<path>src/[^\]]+)\]\([^)]*\)\s+```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
