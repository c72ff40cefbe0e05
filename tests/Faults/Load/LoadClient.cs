namespace Users.Faults.Load;

/// <summary>Sends operations over many connections until it is told to stop.</summary>
/// <param name="plan">Makes up the operations.</param>
/// <param name="apis">The instances; a retry goes to another one than the attempt before.</param>
public sealed class LoadClient(LoadPlan plan, IReadOnlyList<ApiClient> apis) : IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stopping = new();
    private Task _workers = Task.CompletedTask;
    private int _finished;
    private int _inFlight;

    public int Connections { get; init; } = 16;

    /// <summary>Gets or sets how long each connection rests between two operations.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Gets or sets how often a client sends one operation at most; what is open then is resolved after the faults.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>Gets how many operations have come to their end.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>Gets how many requests await their answer.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public void Start() =>
        _workers = Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(() => WorkAsync(connection))));

    /// <summary>Lets every operation that was begun come to its end.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _workers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task WorkAsync(int connection)
    {
        while (!_stopping.IsCancellationRequested)
        {
            await ExecuteAsync(plan.Next(), connection);
            Interlocked.Increment(ref _finished);
            await Task.Delay(Pause * (0.5 + Random.Shared.NextDouble()), _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ExecuteAsync(PlannedOperation operation, int connection)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Interlocked.Increment(ref _inFlight);
            var answer = await apis[(connection + operation.Number + attempt) % apis.Count].SendAsync(operation);
            Interlocked.Decrement(ref _inFlight);
            plan.Learn(answer);

            // Without a key a retry would be another operation.
            if (!answer.IsUnknown || operation.Key is null || answer.Abandoned)
            {
                return;
            }

            await Task.Delay(RetryPause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
