using System.Diagnostics;
using System.Globalization;
using Users.AppHost.Processes;
using Users.AppHost.Services;
using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Parts;

namespace Users.Faults.Running;

/// <summary>One run of one scenario: the processes, the load, and what was seen.</summary>
public sealed class Trial : IAsyncDisposable
{
    private readonly List<Service> _apis = [];
    private readonly List<Service> _consumers = [];
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

    public IReadOnlyList<Service> Apis => _apis;

    public IReadOnlyList<Service> Consumers => _consumers;

    public IReadOnlyList<Criterion> Criteria => _criteria;

    /// <summary>Gets or sets whether topics got more partitions meanwhile.</summary>
    public bool IsRepartitioned { get; set; }

    public static async Task<Trial> PrepareAsync(string id, Surroundings surroundings, int seed, string folder, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(surroundings);

        Directory.CreateDirectory(folder);
        await surroundings.Database.ClearAsync();

        return new Trial(id, surroundings, seed, folder, report, await TopicRecorder.StartAsync(surroundings.Kafka));
    }

    /// <summary>Notes whether something that the scenario asks for holds.</summary>
    public void Expect(string what, bool holds, FormattableString seen) =>
        _criteria.Add(new Criterion(what, holds, FormattableString.Invariant(seen)));

    public void Say(FormattableString line) => _report($"  {FormattableString.Invariant(line)}");

    /// <summary>Starts instances of both services and waits until they are ready.</summary>
    public async Task StartAsync(int apis, int consumers, BrokerLink? apiLink = null, BrokerLink? consumerLink = null, Settings? settings = null)
    {
        await Task.WhenAll(
            Enumerable.Range(0, consumers).Select(_ => AddConsumer(consumerLink, settings).StartAsync())
                .Concat(Enumerable.Range(0, apis).Select(_ => AddApi(apiLink, settings).StartAsync()))
                .ToList());
    }

    /// <summary>Describes one more instance of the API, which reaches the brokers over the link, if one is given.</summary>
    public Service AddApi(BrokerLink? link = null, Settings? settings = null) =>
        Add(_apis, "api", link, settings, (number, port, output, all) => ServiceInstance.Api(number, port, Surroundings.Kafka, output, all));

    public Service AddConsumer(BrokerLink? link = null, Settings? settings = null) =>
        Add(_consumers, "consumer", link, settings, (number, port, output, all) =>
            ServiceInstance.Consumer(number, port, Surroundings.Kafka, Surroundings.DatabaseServer, output, all));

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
        await Task.WhenAll(_consumers.Select(consumer => consumer.DisposeAsync().AsTask()));
        await Recorder.DisposeAsync();
        _outputs.Values.ToList().ForEach(output => output.Dispose());
        Log.Dispose();
    }

    private IEnumerable<Service> Running() => _apis.Concat(_consumers).Where(service => service.IsRunning);

    private Service Add(
        List<Service> list, string kind, BrokerLink? link, Settings? settings,
        Func<int, int, Action<string>, Dictionary<string, string>, ServerProcess> create)
    {
        var number = list.Count + 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
        var output = new OutputFile(Path.Combine(_folder, $"{name}.log"));
        _outputs.Add(name, output);

        var all = new Dictionary<string, string> { ["ConnectionStrings__Users"] = Surroundings.ProxiedConnectionString };

        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        if (link is not null)
        {
            all["Kafka__BootstrapServers"] = link.BootstrapServers;
        }

        var port = Ports.Next();
        var service = new Service(name, port, create(number, port, output.WriteLine, all), new ApiClient(name, port, Log));
        list.Add(service);

        return service;
    }
}
