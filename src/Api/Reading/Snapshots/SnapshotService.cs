using Microsoft.Extensions.Options;

namespace Users.Api.Reading.Snapshots;

/// <summary>Writes a snapshot from time to time, and when the process stops.</summary>
internal sealed class SnapshotService(SnapshotStore store, IOptions<SnapshotOptions> options, TimeProvider time) : BackgroundService
{
    // It is stopped after the bus, which is added later: nothing comes any more.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        store.Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);

        while (store.IsEnabled && await timer.WaitForNextTickAsync(stoppingToken))
        {
            store.Write();
        }
    }
}
