using Microsoft.OpenApi;

namespace Users.Api.Description;

internal sealed record ParameterDescription(string Name, ParameterLocation In, OpenApiSchema Schema, string Description)
{
    public bool IsRequired { get; init; }

    public static ParameterDescription Path(string name, OpenApiSchema schema, string description) =>
        new(name, ParameterLocation.Path, schema, description) { IsRequired = true };

    public static ParameterDescription Query(string name, OpenApiSchema schema, string description) =>
        new(name, ParameterLocation.Query, schema, description);

    public static ParameterDescription Header(string name, OpenApiSchema schema, string description) =>
        new(name, ParameterLocation.Header, schema, description);
}
