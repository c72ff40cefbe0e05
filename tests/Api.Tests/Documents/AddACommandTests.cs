using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Users.Api.Tests.Documents;

public sealed partial class AddACommandTests
{
    [Fact]
    public void Page_ShowsTheCodeThatIsCompiled()
    {
        var root = Path.GetFullPath("../../..", Path.GetDirectoryName(PathOfThis())!);
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(root, "docs/add-a-command.md")));

        Assert.InRange(blocks.Count, 5, 20);
        Assert.All(blocks, block => Assert.Contains(
            Lines(block.Groups["code"].Value), Lines(File.ReadAllText(Path.Combine(root, block.Groups["path"].Value))), StringComparison.Ordinal));
    }

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string PathOfThis([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\[(?<path>src/[^\]]+)\]\([^)]*\)\s+```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
