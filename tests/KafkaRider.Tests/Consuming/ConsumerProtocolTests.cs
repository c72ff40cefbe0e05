using System.Collections.Concurrent;
using KafkaRider.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Consuming;

/// <summary>Groups whose partitions the brokers assign (KIP-848).</summary>
public sealed class ConsumerProtocolTests(Broker broker)
{
    [Fact]
    public async Task Members_ComeAndGo_EveryRecordIsConsumedAndCommitted()
    {
        const int Partitions = 4, Records = 200;
        await using var scenario = await Scenario.CreateAsync(broker, Partitions);
        var done = new ConcurrentDictionary<string, bool>();
        var (one, other) = (new EventLog(), new EventLog());

        await StartAsync(scenario, done, one);
        await WriteAsync(scenario, "first", Records);
        await Eventually.TrueAsync(() => done.Count == Records);
        var second = await StartAsync(scenario, done, other);
        await Eventually.TrueAsync(() => other.Names.Contains("Assigned"));
        await WriteAsync(scenario, "second", Records);
        await Eventually.TrueAsync(() => done.Count == 2 * Records);
        await scenario.StopAsync(second);
        await WriteAsync(scenario, "third", Records);
        await Eventually.TrueAsync(() => done.Count == 3 * Records);

        Assert.Contains("Released", one.Names);
        var ends = Enumerable.Range(0, Partitions).Select(partition => broker.GetEnd(scenario.Requests, partition)).ToArray();
        Assert.Equal(3 * Records, ends.Sum());
        for (var partition = 0; partition < Partitions; partition++)
        {
            await broker.WaitForCommitAsync(scenario.Group, scenario.Requests, ends[partition], partition);
        }
    }

    private static Task<Peer> StartAsync(Scenario scenario, ConcurrentDictionary<string, bool> done, EventLog log) => scenario.StartAnswererAsync(
        context =>
        {
            done[context.Message.Text] = true;
            return Task.CompletedTask;
        },
        host: options => options.Consumer["group_protocol"] = "consumer",
        services: services => services.AddLogging(logging => logging.AddFilter<EventLog>(null, LogLevel.Information).AddProvider(log)));

    private static Task WriteAsync(Scenario scenario, string name, int count) =>
        scenario.WriteAsksAsync(Enumerable.Range(0, count).Select(number => ($"{name}-{number}", $"{name}-{number}")));
}
