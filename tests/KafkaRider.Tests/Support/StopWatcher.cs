using Microsoft.Extensions.Hosting;

namespace KafkaRider.Tests.Support;

/// <summary>Notes that a process was told to stop.</summary>
internal sealed class StopWatcher : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _never = new();
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task StopRequested => _requested.Task;

    public CancellationToken ApplicationStarted => _never.Token;

    public CancellationToken ApplicationStopping => _never.Token;

    public CancellationToken ApplicationStopped => _never.Token;

    public void StopApplication() => _requested.TrySetResult();

    public void Dispose() => _never.Dispose();
}
