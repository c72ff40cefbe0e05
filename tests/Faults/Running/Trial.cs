using System.Diagnostics;
using Users.AppHost.Processes;
using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;

namespace Users.Faults.Running;

/// <summary>One run of one scenario: the processes, the load, and what was seen.</summary>
public sealed partial class Trial : IAsyncDisposable
{
    private readonly Dictionary<string, OutputFile> _outputs = [];
    private readonly List<Criterion> _criteria = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly string _folder;
    private readonly Action<string> _report;

    private Trial(string id, Surroundings surroundings, int seed, string folder, Action<string> report, TopicRecorder recorder)
    {
        Id = id;
        Surroundings = surroundings;
        Seed = seed;
        Random = new Random(seed);
        Recorder = recorder;
        Log = new ClientLog(Path.Combine(folder, "client.jsonl"));
        _folder = folder;
        _report = report;
    }

    public string Id { get; }

    public Surroundings Surroundings { get; }

    public int Seed { get; }

    public Random Random { get; }

    public ClientLog Log { get; }

    public TopicRecorder Recorder { get; }

    public IReadOnlyList<Criterion> Criteria => _criteria;

    /// <summary>Gets or sets how many registrations a scenario makes that makes many.</summary>
    public int RegistrationCount { get; init; }

    /// <summary>Gets or sets how many dead letters are there on purpose.</summary>
    public int ProvokedLetters { get; set; }

    /// <summary>Gets or sets whether topics got more partitions meanwhile.</summary>
    public bool IsRepartitioned { get; set; }

    public static async Task<Trial> PrepareAsync(
        string id, Surroundings surroundings, int seed, string folder, Action<string> report, int registrations = RunOptions.UsualRegistrations)
    {
        ArgumentNullException.ThrowIfNull(surroundings);

        Directory.CreateDirectory(folder);
        await surroundings.Database.ClearAsync();

        return new Trial(id, surroundings, seed, folder, report, await TopicRecorder.StartAsync(surroundings.Kafka)) { RegistrationCount = registrations };
    }

    /// <summary>Notes whether something that the scenario asks for holds.</summary>
    public void Expect(string what, bool holds, FormattableString seen) =>
        _criteria.Add(new Criterion(what, holds, FormattableString.Invariant(seen)));

    public void Say(FormattableString line) => _report($"  {FormattableString.Invariant(line)}");

    /// <summary>Finds the file that holds what a service wrote.</summary>
    public string FindOutput(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);

        return Path.Combine(_folder, $"{service.Name}.log");
    }

    /// <summary>Says how much the services have written so far.</summary>
    public IReadOnlyList<ServiceLog> MeasureLogs() =>
        [.. _outputs.Select(output => new ServiceLog(output.Key, output.Value.Bytes, Stopwatch.GetElapsedTime(_started)))];

    /// <summary>Waits until every running service is ready.</summary>
    public async Task<TimeSpan> WaitUntilReadyAsync(TimeSpan limit) => await Wait.UntilAsync(
        async () => (await Task.WhenAll(Running().Select(service => service.Client.IsReadyAsync()))).All(ready => ready),
        "all services are ready",
        limit);

    public LoadClient CreateLoad(LoadPlan? plan = null, int connections = 16, int pauseMilliseconds = 60) =>
        new(plan ?? new LoadPlan(Id, Seed), [.. _apis.Where(api => api.IsRunning).Select(api => api.Client)])
        {
            Connections = connections,
            Pause = TimeSpan.FromMilliseconds(pauseMilliseconds),
        };

    public async ValueTask DisposeAsync()
    {
        // One that was stopped in its tracks cannot end.
        Running().ToList().ForEach(service => service.Send(UnixSignal.Continue));
        await Task.WhenAll(_apis.Select(api => api.DisposeAsync().AsTask()));
        await Task.WhenAll(Services().Except(_apis).Select(service => service.DisposeAsync().AsTask()));
        await Recorder.DisposeAsync();
        _outputs.Values.ToList().ForEach(output => output.Dispose());
        Log.Dispose();
    }
}
