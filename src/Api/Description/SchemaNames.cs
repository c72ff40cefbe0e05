using System.Text.Json.Serialization.Metadata;

namespace Users.Api.Description;

/// <summary>Names types as clients know them.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Response";

    public static string For(Type type) => type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name;

    // By themselves, records are described where they are used, so that one name stands for one type.
    public static string? For(JsonTypeInfo type) => type.Kind is JsonTypeInfoKind.Object && type.Type.Assembly == typeof(SchemaNames).Assembly
        ? For(type.Type)
        : null;
}
