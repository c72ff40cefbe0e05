using Users.AppHost.Processes;

namespace Users.AppHost.Services;

/// <summary>Starts a server again when it ends by itself, and gives up when it keeps ending.</summary>
internal sealed class Supervisor(ServerProcess server, Action<string> report, TimeProvider time)
{
    private const int Limit = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Queue<long> _ends = [];

    /// <summary>Watches the server until <paramref name="stopping"/>.</summary>
    /// <exception cref="StartupException">It ended too often.</exception>
    public async Task WatchAsync(CancellationToken stopping)
    {
        while (true)
        {
            var exitCode = await server.Exited.WaitAsync(stopping);
            _ends.Enqueue(time.GetTimestamp());

            while (time.GetElapsedTime(_ends.Peek()) > Window)
            {
                _ends.Dequeue();
            }

            if (_ends.Count >= Limit)
            {
                throw new StartupException($"{server.Name} ended {Limit} times within a minute; the last exit code was {exitCode}");
            }

            report($"{server.Name} ended unexpectedly with exit code {exitCode}; starting it again");
            await Task.Delay(Pause, time, stopping);
            await server.LaunchAsync();
        }
    }
}
