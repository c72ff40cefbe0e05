using System.Globalization;
using Microsoft.OpenApi;

namespace Users.Api.Description;

/// <summary>Makes the schemas of values that stand in headers, paths and queries.</summary>
internal static class Schemas
{
    public static OpenApiSchema Uuid => new() { Type = JsonSchemaType.String, Format = "uuid" };

    public static OpenApiSchema Time => new() { Type = JsonSchemaType.String, Format = "date-time" };

    public static OpenApiSchema Link => new() { Type = JsonSchemaType.String, Format = "uri-reference" };

    public static OpenApiSchema Seconds => Number(0);

    public static OpenApiSchema Text(int? maxLength = null) => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = maxLength };

    public static OpenApiSchema Number(int minimum, int? maximum = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum?.ToString(CultureInfo.InvariantCulture),
    };

    public static OpenApiSchema OneOf(params IReadOnlyList<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => System.Text.Json.Nodes.JsonValue.Create(value))] };
}
