using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Users.AppHost.Tests.Containers;

/// <summary>docker-compose.yml as Compose sees it: merge keys followed, variables replaced by those of .env.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<object, object> _root;

    private ComposeFile(Dictionary<object, object> root, IReadOnlyCollection<string> variables)
    {
        _root = root;
        Variables = variables;
    }

    /// <summary>Gets the names of the variables that the file uses.</summary>
    public IReadOnlyCollection<string> Variables { get; }

    public IEnumerable<string> Services => Map("services").Keys.Cast<string>();

    public static ComposeFile Read(IReadOnlyDictionary<string, string> variables)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docker-compose.yml"));
        var used = Variable().Matches(text).Select(match => match.Groups["name"].Value).Distinct().ToList();
        var parser = new MergingParser(new Parser(new StringReader(text)));
        parser.Consume<StreamStart>();

        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser);

        return new ComposeFile((Dictionary<object, object>)WithVariables(root, variables), used);
    }

    public static Dictionary<string, string> ReadEnvironmentFile() =>
        File.ReadLines(Path.Combine(RepositoryFolder.Root, ".env"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);

    public Dictionary<object, object> Map(params string[] path) => (Dictionary<object, object>)Find(path)!;

    public IReadOnlyList<string> List(params string[] path) => [.. ((List<object>?)Find(path) ?? []).Cast<string>()];

    public string? Text(params string[] path) => (string?)Find(path);

    /// <summary>Returns a length of time, such as <c>1m30s</c>.</summary>
    public TimeSpan Duration(params string[] path) => Durations().Matches(Text(path) ?? "").Aggregate(
        TimeSpan.Zero,
        (sum, part) => sum + int.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * TimeSpan.FromSeconds(part.Groups["unit"].Value is "m" ? 60 : 1));

    // As Compose does it: in what has been read, so that no value can be taken for syntax.
    private static object WithVariables(object node, IReadOnlyDictionary<string, string> variables) => node switch
    {
        Dictionary<object, object> map => map.ToDictionary(entry => entry.Key, entry => WithVariables(entry.Value, variables)),
        List<object> list => list.ConvertAll(item => WithVariables(item, variables)),
        string text => Variable().Replace(text, match => variables.GetValueOrDefault(match.Groups["name"].Value, match.Groups["default"].Value)),
        _ => node,
    };

    private object? Find(string[] path) =>
        path.Aggregate((object?)_root, (node, name) => (node as Dictionary<object, object>)?.GetValueOrDefault(name));

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+):-(?<default>[^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex("(?<number>[0-9]+)(?<unit>[ms])")]
    private static partial Regex Durations();
}
