using System.Text.Json.Serialization;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Users.ServiceDefaults;

/// <summary>The body of a health endpoint's answer: the state of everything, and of each part by its name.</summary>
internal sealed record HealthAnswer(HealthStatus Status, IReadOnlyDictionary<string, HealthAnswer.Check> Checks)
{
    public static HealthAnswer Of(HealthReport report, IBusControl? bus) => new(
        report.Status,
        report.Entries.ToDictionary(entry => entry.Key, entry => new Check(entry.Value.Status, entry.Value.Describe(bus))));

    internal sealed record Check(HealthStatus Status, string? Description);
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
