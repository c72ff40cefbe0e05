using YamlDotNet.RepresentationModel;

namespace Users.Contracts.Tests.AsyncApi;

/// <summary>Reads docs/asyncapi.yaml.</summary>
public sealed class AsyncApiDocument
{
    private AsyncApiDocument(YamlMappingNode root) => Root = root;

    public YamlMappingNode Root { get; }

    public static AsyncApiDocument Load()
    {
        using var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "asyncapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    /// <summary>Returns the node at a path, following the references on the way.</summary>
    public YamlNode At(params string[] path) => path.Aggregate((YamlNode)Root, (node, name) => Follow(Follow(node)[name]));

    public IEnumerable<string> KeysAt(params string[] path) =>
        ((YamlMappingNode)At(path)).Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    public bool Has(params string[] path) =>
        At(path[..^1]) is YamlMappingNode node && node.Children.ContainsKey(new YamlScalarNode(path[^1]));

    /// <summary>Returns the names of the headers of a message, and whether each must be there.</summary>
    public IReadOnlyDictionary<string, bool> HeadersOf(string message)
    {
        var headers = Has("components", "messages", message, "headers")
            ? At("components", "messages", message, "headers")
            : Follow(Follow(((YamlSequenceNode)At("components", "messages", message, "traits"))[0])["headers"]);
        return FieldsOf(headers);
    }

    /// <summary>Returns the names of the fields of a message, and whether each must be there.</summary>
    public IReadOnlyDictionary<string, bool> PayloadOf(string message) => FieldsOf(At("components", "messages", message, "payload"));

    /// <summary>Returns all references, also those to what is not there.</summary>
    public IEnumerable<string> References() => Root.AllNodes.OfType<YamlMappingNode>()
        .Where(node => node.Children.ContainsKey("$ref")).Select(node => ((YamlScalarNode)node["$ref"]).Value!);

    public YamlNode Resolve(string reference) => At(reference.TrimStart('#', '/').Split('/'));

    private static Dictionary<string, bool> FieldsOf(YamlNode schema)
    {
        var required = ((YamlSequenceNode)schema["required"]).Children.Select(name => ((YamlScalarNode)name).Value!).ToHashSet();
        var fields = ((YamlMappingNode)schema["properties"]).Children.Keys.Select(name => ((YamlScalarNode)name).Value!).ToList();
        Assert.Subset(fields.ToHashSet(), required);
        return fields.ToDictionary(name => name, required.Contains);
    }

    private YamlNode Follow(YamlNode node) => node is YamlMappingNode mapping && mapping.Children.TryGetValue("$ref", out var reference)
        ? Resolve(((YamlScalarNode)reference).Value!)
        : node;
}
