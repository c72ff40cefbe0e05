using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Users.AppHost;
using Users.AppHost.Databases;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Users.EndToEnd.Support;

/// <summary>An API and, unless it is of no use, a consumer on a secured broker, each as a user of its own.</summary>
public sealed partial class SecuredSystem : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<ServerProcess> _processes = [];
    private readonly Servers _servers;
    private readonly UsersTable _table;
    private readonly UsersClient? _consumer;

    private SecuredSystem(Servers servers, UsersTable table, UsersClient api, UsersClient? consumer) =>
        (_servers, _table, Api, _consumer) = (servers, table, api, consumer);

    public UsersClient Api { get; }

    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Gets how many clients of librdkafka the API has made, as far as the log shows: they are numbered.</summary>
    public int Clients => _log.Select(line => ClientName().Match(line)).Where(match => match.Success)
        .Select(match => int.Parse(match.Groups[1].Value, null)).DefaultIfEmpty().Max();

    public static async Task<SecuredSystem> StartAsync(
        SecuredBroker broker, Servers servers, (string Name, string Value)[]? api = null, bool withConsumer = true)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(servers);
        var ports = TcpPorts.AnyFree(2);
        var table = new UsersTable(servers.LendDatabase("users"));
        var system = new SecuredSystem(servers, table, new(ports[0]), withConsumer ? new(ports[1]) : null);
        var settings = broker.Settings("api", SecuredBroker.ApiPassword, "SCRAM-SHA-256");
        settings["Requests__LameDuck"] = "00:00:00";
        foreach (var (name, value) in api ?? [])
        {
            settings[name] = value;
        }

        system._processes.Add(ServiceInstance.Api(1, ports[0], broker, line => system._log.Enqueue($"api | {line}"), settings));
        if (withConsumer)
        {
            var database = await DatabaseServer.StartAsync(
                new() { ConnectionString = table.ConnectionString, DataFolder = "" }, TestContext.Current.CancellationToken);
            system._processes.Add(ServiceInstance.Consumer(
                1, ports[1], broker, database, line => system._log.Enqueue($"consumer | {line}"),
                broker.Settings("consumer", SecuredBroker.ConsumerPassword, "PLAIN")));
        }

        await Task.WhenAll(system._processes.Select(process => process.LaunchAsync()));
        return system;
    }

    public async Task UntilReadyAsync()
    {
        await UntilApiIsReadyAsync();
        await Eventually.IsTrueAsync(() => _consumer!.IsHealthyAsync("/health/ready"), "the consumer is ready");
    }

    public Task UntilApiIsReadyAsync() => Eventually.IsTrueAsync(() => Api.IsHealthyAsync("/health/ready"), "the API is ready");

    public Task UntilApiSaysAsync(string reason) => UntilSaysAsync(Api, reason);

    public Task UntilConsumerSaysAsync(string reason) => UntilSaysAsync(_consumer!, reason);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Task.WhenAll(_processes.Select(process => process.StopAsync(Grace)));
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));
        SystemLogsAttribute.Keep(_log);
        if (_consumer is not null)
        {
            _consumer.Dispose();
            await _servers.TakeBackAsync("users", _table.ConnectionString);
        }
    }

    private static async Task UntilSaysAsync(UsersClient client, string reason)
    {
        var last = "nothing";
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    var answer = await client.SendAsync(HttpMethod.Get, "/health/ready");
                    last = answer.Body.GetRawText();
                    return (int)answer.Status == 503 && last.Contains(reason, StringComparison.OrdinalIgnoreCase);
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"health says '{reason}'");
        TestContext.Current.TestOutputHelper?.WriteLine(last);
    }

    [GeneratedRegex("#(?:producer|consumer)-([0-9]+)")]
    private static partial Regex ClientName();
}
