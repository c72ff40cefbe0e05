using KafkaRider;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Users.ServiceDefaults;

/// <summary>Says of the bus what MassTransit's own check does, and what the endpoints say: that only names those that are not well.</summary>
internal sealed class BusHealthCheck(IBusControl bus) : IHealthCheck
{
    private const string Name = "masstransit-bus";
    private const string KafkaScheme = KafkaTopicAddress.PathPrefix + ":";

    /// <summary>Puts it in the place of MassTransit's.</summary>
    public static void Replace(HealthCheckServiceOptions options)
    {
        foreach (var registration in options.Registrations.Where(registration => registration.Name == Name))
        {
            registration.Factory = provider => ActivatorUtilities.CreateInstance<BusHealthCheck>(provider);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();
        // What is well has something to say, too: a topic that was altered keeps nobody from working.
        var isWell = health.Status == BusHealthStatus.Healthy;
        var reasons = health.Endpoints
            .Where(endpoint => isWell ? FindTopic(endpoint.Key) is not null : endpoint.Value.Status != BusHealthStatus.Healthy)
            .GroupBy(endpoint => endpoint.Value.Description, endpoint => FindTopic(endpoint.Key) ?? endpoint.Key)
            .Select(group => $"{string.Join(", ", group)}: {group.Key}")
            .ToList();
        var status = health.Status switch
        {
            BusHealthStatus.Healthy => HealthStatus.Healthy,
            BusHealthStatus.Degraded => HealthStatus.Degraded,
            _ => HealthStatus.Unhealthy,
        };

        return Task.FromResult(new HealthCheckResult(status, reasons.Count > 0 ? string.Join("; ", reasons) : health.Description));
    }

    // Of what is read from Kafka the topic, whichever kind of address the endpoint has.
    private static string? FindTopic(string address)
    {
        const string Path = $"/{KafkaTopicAddress.PathPrefix}/";

        return address.StartsWith(KafkaScheme, StringComparison.Ordinal) ? address[KafkaScheme.Length..]
            : address.IndexOf(Path, StringComparison.Ordinal) is var at and >= 0 ? address[(at + Path.Length)..]
            : null;
    }
}
