using System.Collections.Concurrent;
using System.Diagnostics;

namespace Users.AppHost.Processes;

/// <summary>Starts processes that end when this one does, even when this one is killed.</summary>
/// <remarks>
/// Linux sends the signal that <c>setpriv --pdeathsig</c> asks for when the starting <em>thread</em> ends, so one thread that lives as
/// long as the process starts them all. <c>setsid</c> keeps a Ctrl-C of the terminal away from them: they are stopped in order.
/// </remarks>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Queue = [];
    private static readonly string[] Wrapper = FindWrapper();

    static ProcessStarter() =>
        new Thread(StartQueued) { IsBackground = true, Name = "process starter" }.Start();

    public static async Task<Process> StartAsync(ProcessCommand command)
    {
        string[] words = [.. Wrapper, command.FileName, .. command.Arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var (name, value) in command.Variables)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add((process, started));
        await started.Task;
        process.StandardInput.Close();

        return process;
    }

    private static void StartQueued()
    {
        foreach (var (process, started) in Queue.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        }
    }

    private static string[] FindWrapper()
    {
        if (ExecutablePath.Find("setsid") is { } setsid && ExecutablePath.Find("setpriv") is { } setpriv)
        {
            return [setsid, setpriv, "--pdeathsig", "KILL", "--"];
        }

        return [];
    }
}
