using System.Collections.Concurrent;
using Users.AppHost.Processes;

namespace Packages.Tests.Support;

/// <summary>Is a program in a process of its own.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _lines;
    private readonly ChildProcess _process;

    private RunningProgram(ConcurrentQueue<string> lines, ChildProcess process) => (_lines, _process) = (lines, process);

    /// <summary>Gets what it has written.</summary>
    public string Output => string.Join(Environment.NewLine, _lines);

    /// <summary>Gets a task that ends with the exit code.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>Gets where it listens, once it has said so.</summary>
    public Uri? Address => _lines.FirstOrDefault(line => line.Contains(Listening, StringComparison.Ordinal)) is { } line
        ? new(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim())
        : null;

    public static async Task<RunningProgram> StartAsync(string folder, string[] arguments)
    {
        var lines = new ConcurrentQueue<string>();
        return new(lines, await Dotnet.StartAsync(folder, lines.Enqueue, arguments));
    }

    /// <summary>Asks it to end, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _process.StopAsync(StopGrace);
        return await Exited;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
