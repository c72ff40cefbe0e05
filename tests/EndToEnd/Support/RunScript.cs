using System.Collections.Concurrent;
using Users.AppHost;
using Users.AppHost.Processes;

namespace Users.EndToEnd.Support;

/// <summary>run.sh as a user starts it, but with its data in another folder and on free ports.</summary>
public sealed class RunScript : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _process;

    public IReadOnlyCollection<string> Lines => _lines;

    public string Output => string.Join(Environment.NewLine, _lines);

    public ChildProcess Process => _process!;

    public static Task<RunScript> StartAsync(string dataFolder, params string[] arguments) => StartAsync(dataFolder, [], arguments);

    public static Task<RunScript> StartAsync(string dataFolder, Dictionary<string, string> variables, params string[] arguments) =>
        StartAsync(new ProcessCommand(Path.Combine(RepositoryFolder.Root, "run.sh"), arguments)
        {
            Variables = new Dictionary<string, string>(variables)
            {
                ["USERS_DATA"] = dataFolder,
                ["KAFKA_BOOTSTRAP"] = "",
                ["ConnectionStrings__Users"] = "",
            },
        });

    public static async Task<RunScript> StartAsync(ProcessCommand command)
    {
        var script = new RunScript();
        // From another folder than its own, as users do.
        script._process = await ChildProcess.StartAsync(command with { WorkingDirectory = "/" }, script.Read);

        return script;
    }

    /// <summary>Waits until everything is ready; fails when it ends before.</summary>
    public async Task WaitUntilReadyAsync()
    {
        var first = await Task.WhenAny(_ready.Task, Process.Exited).WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(first == _ready.Task, Output);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private void Read(string line)
    {
        _lines.Enqueue(line);

        if (line.StartsWith("Everything is ready", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
