namespace Users.AppHost.Processes;

/// <summary>A server in a process of its own that can be stopped, killed and started again.</summary>
/// <param name="name">What the user calls it.</param>
/// <param name="command">How it is started.</param>
/// <param name="isReady">Tells whether it serves.</param>
/// <param name="output">Takes every line that it writes.</param>
public sealed class ServerProcess(
    string name, ProcessCommand command, Func<CancellationToken, Task<bool>> isReady, Action<string> output) : IAsyncDisposable
{
    private const int LinesToRemember = 15;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StartupLimit = TimeSpan.FromMinutes(2);

    private readonly Queue<string> _lastLines = [];
    private ChildProcess? _process;

    public string Name { get; } = name;

    public int ProcessId => Running.Id;

    /// <summary>Gets a task that ends with the exit code of the present run.</summary>
    public Task<int> Exited => Running.Exited;

    private ChildProcess Running => _process ?? throw new InvalidOperationException($"{Name} has not been started");

    /// <summary>Starts the process; it need not be ready yet.</summary>
    public async Task LaunchAsync() => _process = await ChildProcess.StartAsync(command, Remember);

    /// <summary>Waits until the process serves.</summary>
    /// <exception cref="StartupException">It ended, or took too long; the message holds its last lines.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartupLimit);

        try
        {
            while (!await isReady(limit.Token))
            {
                if (Exited.IsCompleted)
                {
                    throw new StartupException($"{Name} ended with exit code {await Exited} while starting:{LastLines()}");
                }

                await Task.Delay(ProbeInterval, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException($"{Name} was not ready after {StartupLimit.TotalSeconds:0} s:{LastLines()}");
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await LaunchAsync();
        await WaitUntilReadyAsync(cancellationToken);
    }

    public void Send(UnixSignal signal) => Running.Send(signal);

    public Task KillAsync() => Running.KillAsync();

    public Task StopAsync(TimeSpan grace) => _process?.StopAsync(grace) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Remember(string line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);

            if (_lastLines.Count > LinesToRemember)
            {
                _lastLines.Dequeue();
            }
        }

        output(line);
    }

    private string LastLines()
    {
        lock (_lastLines)
        {
            return string.Concat(_lastLines.Select(line => $"{Environment.NewLine}    {line}"));
        }
    }
}
