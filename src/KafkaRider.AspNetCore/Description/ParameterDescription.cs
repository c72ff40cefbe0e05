using Microsoft.OpenApi;

namespace KafkaRider.AspNetCore;

/// <summary>Describes a parameter of a request.</summary>
/// <param name="Name">The name.</param>
/// <param name="In">Where it stands.</param>
/// <param name="Schema">The schema of its value.</param>
/// <param name="Description">What it says.</param>
public sealed record ParameterDescription(string Name, ParameterLocation In, OpenApiSchema Schema, string Description)
{
    /// <summary>Gets whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Describes a part of the path.</summary>
    /// <param name="name">The name.</param>
    /// <param name="schema">The schema of its value.</param>
    /// <param name="description">What it says.</param>
    public static ParameterDescription Path(string name, OpenApiSchema schema, string description) =>
        new(name, ParameterLocation.Path, schema, description) { IsRequired = true };

    /// <summary>Describes a parameter of the query.</summary>
    /// <param name="name">The name.</param>
    /// <param name="schema">The schema of its value.</param>
    /// <param name="description">What it says.</param>
    public static ParameterDescription Query(string name, OpenApiSchema schema, string description) =>
        new(name, ParameterLocation.Query, schema, description);

    /// <summary>Describes a header of the request.</summary>
    /// <param name="name">The name.</param>
    /// <param name="schema">The schema of its value.</param>
    /// <param name="description">What it says.</param>
    public static ParameterDescription Header(string name, OpenApiSchema schema, string description) =>
        new(name, ParameterLocation.Header, schema, description);
}
