using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Users.AppHost;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.Bench.Reading;

/// <summary>Measures an API process that starts on a topic with many events: without a snapshot, with one, and what it answers then.</summary>
internal sealed class RestartBenchmark(Population population, string folder)
{
    private const int Requests = 20_000;
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<string> _log = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var options = new KafkaServerOptions { Home = KafkaServerOptions.FromEnvironment("").Home, DataFolder = Path.Combine(folder, "kafka") };

        if (options.Home is null)
        {
            throw new StartupException("KAFKA_HOME must name an Apache Kafka distribution: the embedded broker keeps its records in memory");
        }

        await using var kafka = await KafkaServer.StartAsync(options, cancellationToken);
        var port = TcpPorts.AnyFree(1)[0];
        var settings = new Dictionary<string, string> { ["Reading__Snapshot__Path"] = Path.Combine(folder, "users.snapshot") };
        await using var api = ServiceInstance.Api(1, port, kafka, _log.Enqueue, settings);

        // It creates the topics as they should be.
        await StartAsync(api, "empty", cancellationToken);
        await api.StopAsync(Grace);

        var started = Stopwatch.GetTimestamp();
        EventWriter.Write(kafka, population.Created());
        Console.WriteLine($"{population.Count} events written in {Stopwatch.GetElapsedTime(started)}");

        await StartAsync(api, "from all events", cancellationToken);
        await api.StopAsync(Grace);
        Console.WriteLine($"the snapshot has {new FileInfo(settings["Reading__Snapshot__Path"]).Length / population.Count} B a user");
        await StartAsync(api, "from the snapshot", cancellationToken);
        await MeasureAsync(port, cancellationToken);
        await api.StopAsync(Grace);
    }

    private async Task StartAsync(ServerProcess api, string how, CancellationToken cancellationToken)
    {
        _log.Clear();
        var started = Stopwatch.GetTimestamp();
        await api.StartAsync(cancellationToken);
        Console.WriteLine($"started {how}: ready after {Stopwatch.GetElapsedTime(started)}, resident {Resident(api.ProcessId)} MiB");

        foreach (var line in _log.Where(line => line.Contains("Caught up with users.events") || line.Contains("users from") || line.Contains("Wrote")))
        {
            Console.WriteLine($"    {line.Trim()}");
        }
    }

    private async Task MeasureAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), DefaultRequestVersion = HttpVersion.Version11 };
        var users = population.Created().Where((_, number) => number % Math.Max(1, population.Count / Requests) == 0).ToList();
        new Random(1).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(users));
        var times = new List<double>(users.Count);

        foreach (var user in users)
        {
            var started = Stopwatch.GetTimestamp();
            var found = JsonElement.Parse(await client.GetStringAsync($"/users/{user.UserId}", cancellationToken));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);

            if (found.GetProperty("name").GetString() != user.Name)
            {
                throw new InvalidOperationException($"{user.UserId} has another name.");
            }
        }

        times.Sort();
        Console.WriteLine($"GET /users/{{id}} over one connection: p50 {times[times.Count / 2]:F0} us, p99 {times[times.Count * 99 / 100]:F0} us");
    }

    private static long Resident(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64 / 1024 / 1024;
    }
}
