using Users.AppHost.CommandLine;
using Users.AppHost.Databases;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.AppHost;

/// <summary>Broker, database, consumers and APIs on this machine, from the first step until all of it has stopped.</summary>
internal sealed class UsersSystem(AppHostOptions options, TextWriter console) : IAsyncDisposable
{
    private const int PreferredDatabasePort = 23306;
    private const int PreferredKafkaPort = 23092;

    private readonly List<ServerProcess> _apis = [];
    private readonly List<ServerProcess> _consumers = [];
    private KafkaServer? _kafka;
    private DatabaseServer? _database;

    public async Task RunAsync(CancellationToken stopping)
    {
        // A second system in this folder finds the ports taken, too, but choosing others would not help it.
        using var folder = LocalFolder.Open(options.Clean);
        RequireFreePorts();

        try
        {
            await StartAsync(folder, stopping);
            Announce();
            await WatchAsync(stopping);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka is not null)
        {
            Report("stopping");
        }

        // Those in front first: nothing is asked of a part that is gone already.
        await StopAllAsync(_apis, ServiceKind.ApiStopGrace);
        await StopAllAsync(_consumers, ServiceKind.Consumer.StopGrace);
        await Task.WhenAll(DisposeAsync(_kafka), DisposeAsync(_database));
    }

    private async Task StartAsync(LocalFolder folder, CancellationToken stopping)
    {
        var kafka = KafkaServerOptions.FromEnvironment(folder.Find("kafka"), PreferredKafkaPort, Report);
        _database = await DatabaseServer.StartAsync(
            DatabaseServerOptions.FromEnvironment(folder.Path, PreferredDatabasePort, Report), stopping);
        _kafka = await KafkaServer.StartAsync(kafka, stopping);

        Report("starting consumers and API");

        for (var number = 1; number <= options.ConsumerInstances; number++)
        {
            _consumers.Add(ServiceInstance.Consumer(number, ConsumerPort(number), _kafka, _database, Prefixed($"consumer-{number}")));
        }

        _consumers.Add(ServiceInstance.Promotions(1, PromotionsPort, _kafka, _database, Prefixed("promotions-1")));
        _consumers.Add(ServiceInstance.Registrations(1, RegistrationsPort, _kafka, _database, Prefixed("registrations-1")));

        for (var number = 1; number <= options.ApiInstances; number++)
        {
            var snapshots = folder.Find("snapshots");
            // The embedded broker forgets its events, and then a snapshot of them is of no use.
            var settings = new Dictionary<string, string>
            {
                ["Reading__Snapshot__Path"] = _kafka is EmbeddedKafka ? "" : Path.Combine(snapshots, $"api-{number}"),
                ["PromoCodes__Snapshot__Path"] = _kafka is EmbeddedKafka ? "" : Path.Combine(snapshots, $"promo-codes-{number}"),
            };
            _apis.Add(ServiceInstance.Api(number, ApiPort(number), _kafka, Prefixed($"api-{number}"), settings));
        }

        await Task.WhenAll(_consumers.Concat(_apis).Select(service => service.StartAsync(stopping)));
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        ServerProcess?[] all = [_kafka!.Process, _database!.Process, .. _consumers, .. _apis];
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var watches = all.OfType<ServerProcess>()
            .Select(server => new Supervisor(server, Report, TimeProvider.System).WatchAsync(watching.Token))
            .ToList();

        try
        {
            // The first that gives up ends it all.
            await await Task.WhenAny(watches);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            // What ends from now on is being stopped: nobody is to start it again, or to be about to.
            await watching.CancelAsync();
            await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Announce()
    {
        Report("");
        Report($"broker      {_kafka!.BootstrapServers}: {_kafka.Description}");
        Report($"database    {_database!.Description}");
        Report($"            {_database.Address}");

        for (var number = 1; number <= options.ConsumerInstances; number++)
        {
            Report($"consumer-{number}  http://localhost:{ConsumerPort(number)}/health/ready");
        }

        Report($"promotions  http://localhost:{PromotionsPort}/health/ready");
        Report($"registrations  http://localhost:{RegistrationsPort}/health/ready");

        for (var number = 1; number <= _apis.Count; number++)
        {
            Report($"api-{number}       http://localhost:{ApiPort(number)}");
        }

        Report("");
        Report("Everything is ready. Try it:");
        Report($$"""    curl -i -X POST localhost:{{ApiPort(1)}} -H 'Content-Type: application/json' -d '{"name":"Lorenzo Ranucci"}'""");
        Report("Ctrl-C stops it all.");
        Report("");
    }

    private void RequireFreePorts()
    {
        var taken = Enumerable.Range(1, options.ApiInstances).Select(ApiPort)
            .Concat(Enumerable.Range(1, options.ConsumerInstances).Select(ConsumerPort))
            .Append(PromotionsPort)
            .Append(RegistrationsPort)
            .Where(TcpPorts.IsTaken)
            .ToList();

        if (taken.Count > 0)
        {
            throw new StartupException(
                $"something else listens on {(taken.Count == 1 ? "port" : "the ports")} {string.Join(", ", taken)}; --port chooses others");
        }
    }

    private int PromotionsPort => options.Port + AppHostOptions.PromotionsPortOffset;

    private int RegistrationsPort => options.Port + AppHostOptions.RegistrationsPortOffset;

    private int ApiPort(int number) => options.Port + number - 1;

    private int ConsumerPort(int number) => options.Port + AppHostOptions.ConsumerPortOffset + number - 1;

    private static Task StopAllAsync(IEnumerable<ServerProcess> services, TimeSpan grace) =>
        Task.WhenAll(services.Select(service => service.StopAsync(grace)));

    private static Task DisposeAsync(IAsyncDisposable? server) => server?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    private void Report(string line) => console.WriteLine(line);

    private Action<string> Prefixed(string name) => line => console.WriteLine($"{name,-10} | {line}");
}
