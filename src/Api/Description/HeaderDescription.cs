using Microsoft.OpenApi;

namespace Users.Api.Description;

/// <summary>Describes a header of an answer.</summary>
internal sealed record HeaderDescription(string Name, OpenApiSchema Schema, string Description)
{
    /// <summary>Gets whether each such answer has it.</summary>
    public bool IsAlwaysThere { get; init; } = true;

    public HeaderDescription Sometimes => this with { IsAlwaysThere = false };
}
