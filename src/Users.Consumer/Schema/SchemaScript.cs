using System.Globalization;
using System.Reflection;

namespace Users.Consumer.Schema;

/// <summary>A numbered script that takes the schema from the version before to its own.</summary>
internal sealed record SchemaScript(int Version, string Name, string Text)
{
    /// <summary>Gets the scripts that come with this program, in order.</summary>
    public static IReadOnlyList<SchemaScript> All { get; } = Load(typeof(SchemaScript).Assembly);

    private static List<SchemaScript> Load(Assembly assembly) =>
    [
        .. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SchemaScript(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, Read(assembly, name))),
    ];

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
