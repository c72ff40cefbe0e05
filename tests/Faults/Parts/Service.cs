using Users.AppHost.Processes;
using Users.Faults.Load;

namespace Users.Faults.Parts;

/// <summary>One process of the API or the consumer.</summary>
public sealed class Service(string name, int port, ServerProcess process, ApiClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public string Name => name;

    public int Port => port;

    public ApiClient Client => client;

    public int ProcessId => process.ProcessId;

    /// <summary>Gets whether the process runs, and since the service was first started.</summary>
    public bool IsWhole { get; private set; } = true;

    public bool IsRunning { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await process.StartAsync(cancellationToken);
        IsRunning = true;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        (IsWhole, IsRunning) = (false, false);
        await process.KillAsync();
    }

    /// <summary>Asks it to end, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        (IsWhole, IsRunning) = (false, false);
        await process.StopAsync(Grace);

        return await process.Exited;
    }

    /// <summary>Stops the process in its tracks, or lets it go on.</summary>
    public void Send(UnixSignal signal) => process.Send(signal);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();

        if (IsRunning)
        {
            await process.StopAsync(Grace);
        }

        await process.DisposeAsync();
    }
}
