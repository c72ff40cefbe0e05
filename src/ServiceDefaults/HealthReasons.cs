using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Users.ServiceDefaults;

/// <summary>Says in words what a health check found. MassTransit's names the endpoints that do not work, but not why.</summary>
public static class HealthReasons
{
    private const string Endpoints = "Endpoints";

    /// <summary>Returns the words for whoever asks after the health of a service.</summary>
    /// <param name="entry">What the check found.</param>
    /// <param name="bus">The bus, if there is one.</param>
    public static string? Describe(this HealthReportEntry entry, IBusControl? bus)
    {
        if (entry.Status == HealthStatus.Healthy || bus is null || !entry.Data.ContainsKey(Endpoints))
        {
            return entry.Description;
        }

        var reasons = bus.CheckHealth().Endpoints
            .Where(endpoint => endpoint.Value.Status != BusHealthStatus.Healthy)
            .Select(endpoint => $"{endpoint.Key}: {endpoint.Value.Description}")
            .Distinct()
            .ToList();

        return reasons.Count == 0 ? entry.Description : string.Join("; ", reasons);
    }
}
