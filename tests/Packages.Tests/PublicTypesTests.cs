using System.Text.RegularExpressions;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>Holds docs/packages.md to what the libraries have shipped.</summary>
public sealed partial class PublicTypesTests
{
    public static TheoryData<string> Ids => [.. PackedLibraries.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Document_ListsThePublicTypesOfEachPackage(string id)
    {
        // Whatever has a type of its own is a member.
        var types = RepositoryFiles.Read($"src/{id}/PublicAPI.Shipped.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#' && !line.Contains(" -> ", StringComparison.Ordinal))
            .Select(line => line[(id.Length + 1)..])
            .Order(StringComparer.Ordinal)
            .ToList();

        var section = RepositoryFiles.Read("docs/packages.md").Split("\n## ").Single(part => part.StartsWith($"{id}: ", StringComparison.Ordinal));

        Assert.StartsWith($"{id}: {types.Count}\n", section, StringComparison.Ordinal);
        Assert.Equal(types, Name().Matches(section).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
