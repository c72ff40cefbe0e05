using System.Diagnostics;

namespace Users.AppHost.Processes;

/// <summary>A running process whose output is read line by line.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, Action<string> output)
    {
        _process = process;
        Id = process.Id;
        Exited = ReadToEndAsync(process, output);
    }

    public int Id { get; }

    /// <summary>Gets a task that ends with the exit code, after the last line of output.</summary>
    public Task<int> Exited { get; }

    public static async Task<ChildProcess> StartAsync(ProcessCommand command, Action<string> output) =>
        new(await ProcessStarter.StartAsync(command), output);

    /// <summary>Runs a command to its end and returns its exit code.</summary>
    public static async Task<int> RunAsync(ProcessCommand command, Action<string> output, CancellationToken cancellationToken)
    {
        await using var process = await StartAsync(command, output);

        return await process.Exited.WaitAsync(cancellationToken);
    }

    public void Send(UnixSignal signal)
    {
        if (!_process.HasExited)
        {
            UnixProcess.Send(Id, signal);
        }
    }

    /// <summary>Asks the process to end, and ends it when it has not done so within <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Send(UnixSignal.Terminate);
        // A stopped process would sleep through it.
        Send(UnixSignal.Continue);

        try
        {
            await Exited.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    public async Task KillAsync()
    {
        Send(UnixSignal.Kill);
        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static async Task<int> ReadToEndAsync(Process process, Action<string> output)
    {
        await Task.WhenAll(ReadLinesAsync(process.StandardOutput, output), ReadLinesAsync(process.StandardError, output));
        await process.WaitForExitAsync();

        return process.ExitCode;
    }

    private static async Task ReadLinesAsync(StreamReader reader, Action<string> output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            output(line);
        }
    }
}
