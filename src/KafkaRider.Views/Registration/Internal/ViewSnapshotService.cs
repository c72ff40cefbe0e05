using Microsoft.Extensions.Hosting;

namespace KafkaRider.Views.Internal;

/// <summary>Writes a snapshot of a view from time to time, and when everything has stopped.</summary>
internal sealed class ViewSnapshotService<TView>(ViewFollower<TView> follower, TimeProvider time) : BackgroundService, IHostedLifecycleService
    where TView : KafkaView
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The bus has stopped, wherever it was added: nothing comes any more.
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        follower.Snapshots?.Write();
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (follower.Snapshots is not { } snapshots)
        {
            return;
        }

        using var timer = new PeriodicTimer(snapshots.Interval, time);

        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            snapshots.Write();
        }
    }
}
