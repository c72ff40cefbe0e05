using Microsoft.OpenApi;

namespace KafkaRider.AspNetCore;

/// <summary>Describes a header of an answer.</summary>
/// <param name="Name">The name of the header.</param>
/// <param name="Schema">The schema of its value.</param>
/// <param name="Description">What it says.</param>
public sealed record HeaderDescription(string Name, OpenApiSchema Schema, string Description)
{
    /// <summary>Gets whether each such answer has it.</summary>
    public bool IsAlwaysThere { get; init; } = true;

    /// <summary>Gets the same header where only some such answers have it.</summary>
    public HeaderDescription Sometimes => this with { IsAlwaysThere = false };
}
