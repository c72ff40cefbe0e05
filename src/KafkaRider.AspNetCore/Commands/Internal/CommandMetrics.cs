using System.Diagnostics.Metrics;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Counts requests to command endpoints: whatever starts also finishes, with one result. Meter and names are those of the service.</summary>
internal sealed class CommandMetrics
{
    private readonly Counter<long> _started;
    private readonly Counter<long> _finished;
    private readonly UpDownCounter<long> _inFlight;

    public CommandMetrics(IMeterFactory meters, IHostEnvironment service)
    {
        var meter = meters.Create(service.ApplicationName);
        var name = service.ApplicationName.ToLowerInvariant();
        _started = meter.CreateCounter<long>($"{name}.requests.started", "{request}", "Command requests that began.");
        _finished = meter.CreateCounter<long>($"{name}.requests.finished", "{request}", "Command requests that ended, by result.");
        _inFlight = meter.CreateUpDownCounter<long>($"{name}.requests.in_flight", "{request}", "Command requests that are open.");
    }

    public void Start()
    {
        _started.Add(1);
        _inFlight.Add(1);
    }

    public void Finish(int statusCode)
    {
        _inFlight.Add(-1);
        _finished.Add(1, new KeyValuePair<string, object?>("result", ResultOf(statusCode)));
    }

    private static string ResultOf(int statusCode) => statusCode switch
    {
        StatusCodes.Status499ClientClosedRequest => "client_gone",
        StatusCodes.Status503ServiceUnavailable => "refused",
        StatusCodes.Status504GatewayTimeout => "timed_out",
        >= 200 and < 300 => "succeeded",
        >= 400 and < 500 => "rejected",
        _ => "failed",
    };
}
