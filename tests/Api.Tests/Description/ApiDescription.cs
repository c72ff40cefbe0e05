using System.Text.Json;
using System.Text.RegularExpressions;

namespace Users.Api.Tests.Description;

/// <summary>Reads an OpenAPI document.</summary>
public sealed class ApiDescription
{
    private readonly JsonElement _root;
    private readonly List<(string Method, Regex Path, DescribedOperation Operation)> _operations = [];

    private ApiDescription(JsonElement root)
    {
        _root = root;

        // The most literal path first, as routing has it.
        foreach (var path in root.GetProperty("paths").EnumerateObject().OrderBy(path => path.Name.Count(letter => letter == '{')))
        {
            var pattern = new Regex($"^{Regex.Replace(path.Name, @"\{\w+\}", "[^/]+")}$");

            foreach (var operation in path.Value.EnumerateObject())
            {
                _operations.Add((operation.Name.ToUpperInvariant(), pattern, new(operation.Name, path.Name, operation.Value)));
            }
        }
    }

    public IEnumerable<DescribedOperation> Operations => _operations.Select(entry => entry.Operation);

    public static ApiDescription Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new(document.RootElement.Clone());
    }

    public DescribedOperation? Find(string method, string path) =>
        _operations.Find(entry => entry.Method == method && entry.Path.IsMatch(path)).Operation;

    /// <summary>Returns what is wrong with a value, or <see langword="null"/> if it fits the schema, as far as our schemas go.</summary>
    public string? Validate(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Validate(Resolve(reference.GetString()!), value);
        }

        if (schema.TryGetProperty("allOf", out var parts))
        {
            return parts.EnumerateArray().Select(part => Validate(part, value)).FirstOrDefault(problem => problem is not null);
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            return $"{value} is none of {allowed}";
        }

        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
        {
            return $"{value} is not of type {type}";
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => ValidateObject(schema, value),
            JsonValueKind.Array => value.EnumerateArray()
                .Select(item => Validate(schema.GetProperty("items"), item)).FirstOrDefault(problem => problem is not null),
            _ => null,
        };
    }

    private string? ValidateObject(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("required", out var required)
            && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing)
        {
            return $"{missing} is missing";
        }

        foreach (var member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var inner)
                || schema.TryGetProperty("additionalProperties", out inner))
            {
                if (Validate(inner, member.Value) is { } problem)
                {
                    return $"{member.Name}: {problem}";
                }
            }
            else if (schema.TryGetProperty("required", out _))
            {
                return $"{member.Name} is not described";
            }
        }

        return null;
    }

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(_root, (element, name) => element.GetProperty(name));

    private static bool IsOf(string type, JsonElement value) => value.ValueKind == type switch
    {
        "object" => JsonValueKind.Object,
        "array" => JsonValueKind.Array,
        "string" => JsonValueKind.String,
        "integer" or "number" => JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True ? JsonValueKind.True : JsonValueKind.False,
        _ => throw new ArgumentException($"The type {type} is not known.", nameof(type)),
    };
}
