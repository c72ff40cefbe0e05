using System.Text.Json.Serialization.Metadata;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Names types as clients know them.</summary>
internal static class SchemaNames
{
    private const string Suffix = "Response";

    // A type inside of another is named after both: the body of CreateUserEndpoint is CreateUserBody.
    public static string For(Type type) => type.DeclaringType is { } outer
        ? Shorten(outer.Name, "Endpoint") + type.Name
        : Shorten(type.Name, Suffix);

    // By themselves, records are described where they are used, so that one name stands for one type.
    public static string? For(JsonTypeInfo type) => type.Kind is JsonTypeInfoKind.Object && !IsOfFramework(type.Type)
        ? For(type.Type)
        : null;

    private static string Shorten(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;

    private static bool IsOfFramework(Type type) =>
        type.Namespace is { } name && (name.StartsWith(nameof(System), StringComparison.Ordinal) || name.StartsWith(nameof(Microsoft), StringComparison.Ordinal));
}
