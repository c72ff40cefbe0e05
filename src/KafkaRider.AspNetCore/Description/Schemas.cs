using System.Globalization;
using Microsoft.OpenApi;

namespace KafkaRider.AspNetCore;

/// <summary>Makes the schemas of values that stand in headers, paths and queries.</summary>
public static class Schemas
{
    /// <summary>Gets the schema of a UUID.</summary>
    public static OpenApiSchema Uuid => new() { Type = JsonSchemaType.String, Format = "uuid" };

    /// <summary>Gets the schema of a moment in time.</summary>
    public static OpenApiSchema Time => new() { Type = JsonSchemaType.String, Format = "date-time" };

    /// <summary>Gets the schema of a link, which may be relative.</summary>
    public static OpenApiSchema Link => new() { Type = JsonSchemaType.String, Format = "uri-reference" };

    /// <summary>Gets the schema of a number of seconds.</summary>
    public static OpenApiSchema Seconds => Number(0);

    /// <summary>Returns the schema of a text that is not empty.</summary>
    /// <param name="maxLength">The greatest length, in code points.</param>
    public static OpenApiSchema Text(int? maxLength = null) => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = maxLength };

    /// <summary>Returns the schema of a whole number.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">The greatest.</param>
    public static OpenApiSchema Number(int minimum, int? maximum = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum?.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Returns the schema of one of several texts.</summary>
    /// <param name="values">The texts.</param>
    public static OpenApiSchema OneOf(params IReadOnlyList<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => System.Text.Json.Nodes.JsonValue.Create(value))] };
}
