using System.Text.RegularExpressions;

namespace Users.AppHost.Tests.Containers;

/// <summary>The files that .dockerignore lets into the images' builds.</summary>
internal sealed class BuildContext
{
    private readonly List<(bool Includes, Regex Pattern)> _rules =
    [
        .. File.ReadLines(Path.Combine(RepositoryFolder.Root, ".dockerignore"))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => (line[0] == '!', PatternOf(line.TrimStart('!').Trim('/')))),
    ];

    /// <summary>Tells whether a file, named from the root of the repository, is in it: the last rule that fits decides.</summary>
    public bool Contains(string path) => _rules.Aggregate(true, (included, rule) => rule.Pattern.IsMatch(path) ? rule.Includes : included);

    // A rule for a folder is one for what is in it.
    private static Regex PatternOf(string rule) =>
        new($"^{Regex.Escape(rule).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}(/.*)?$");
}
