using System.Collections.Concurrent;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Consuming;

/// <summary>Programs that join a group that is not theirs, as a tool does that is told to read with it.</summary>
public sealed class OtherProgramsTests(Broker broker)
{
    private const int Records = 20;
    private static readonly Guid Owner = Guid.NewGuid();

    private const string WhyEmbedded = "The embedded broker lets everybody into a group.";

    [Fact]
    public async Task Join_GroupHasMembers_IsRefusedAndTakesNothingAway()
    {
        Assert.SkipWhen(broker.IsEmbedded, WhyEmbedded);
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 2);
        var consumed = new ConcurrentDictionary<string, bool>();
        await StartAsync(scenario, consumed);
        using var tool = CreateTool(scenario.Group);
        tool.Subscribe(scenario.Requests);

        var refusal = Assert.Throws<ConsumeException>(() => ReadUntilAssigned(tool));
        Assert.Equal(ErrorCode.InconsistentGroupProtocol, refusal.Error.Code);
        await WriteAsync(scenario);
        await Eventually.TrueAsync(() => consumed.Count == Records);
        Assert.Empty(tool.Assignment);
    }

    [Fact]
    public async Task Start_OtherProgramIsInTheGroup_IsNamedByLogAndHealthAndEndsWhenItLeaves()
    {
        Assert.SkipWhen(broker.IsEmbedded, WhyEmbedded);
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 2);
        var (consumed, log) = (new ConcurrentDictionary<string, bool>(), new EventLog());
        using var tool = CreateTool(scenario.Group);
        tool.Subscribe(scenario.Requests);
        await Eventually.TrueAsync(() =>
        {
            tool.Consume(TimeSpan.Zero);
            return tool.Assignment.Count == 2;
        });

        var answerer = await StartAsync(scenario, consumed, log, untilHealthy: false);
        await Eventually.TrueAsync(() =>
        {
            // Whoever does not read is no member for long.
            tool.Consume(TimeSpan.Zero);
            return answerer.Bus.CheckHealth().Endpoints.Values.Any(
                endpoint => endpoint.Description?.Contains("another program is in the group", StringComparison.Ordinal) is true);
        });

        Assert.Contains("ConsumeError", log.Names);
        tool.Close();
        await Eventually.TrueAsync(() => answerer.Bus.CheckHealth().Status == BusHealthStatus.Healthy);
        await WriteAsync(scenario);
        await Eventually.TrueAsync(() => consumed.Count == Records);
    }

    /// <summary>As kafka-console-consumer does by itself, and any program where the brokers divide.</summary>
    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Join_InOurWay_IsNamedUntilItLeaves_AndWhatItHasTakenIsConsumed(GroupProtocol protocol)
    {
        Assert.SkipWhen(broker.IsEmbedded, WhyEmbedded);
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 2);
        var (consumed, log, taken) = (new ConcurrentDictionary<string, bool>(), new EventLog(), 0);
        var answerer = await StartAsync(scenario, consumed, log, host: options => options.Consumer["group.protocol"] = protocol.ToString().ToLowerInvariant());
        using var tool = CreateTool(scenario.Group, protocol == GroupProtocol.Classic
            ? new() { PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky }
            : new() { GroupProtocol = protocol });
        tool.Subscribe(scenario.Requests);

        await Eventually.TrueAsync(() =>
        {
            tool.Consume(TimeSpan.Zero);
            return tool.Assignment is [var place] && answerer.Bus.CheckHealth() is { Status: BusHealthStatus.Healthy } health
                && health.Endpoints.Values.Any(endpoint => Names(endpoint.Description, scenario, place));
        });

        Assert.Contains("GroupIsShared", log.Names);
        await WriteAsync(scenario);
        await Eventually.TrueAsync(() =>
        {
            taken += tool.Consume(TimeSpan.FromMilliseconds(10)) is { IsPartitionEOF: false } ? 1 : 0;
            return taken > 0 && taken + consumed.Count == Records;
        });

        // It commits what it has read.
        tool.Close();
        await Eventually.TrueAsync(() => answerer.Bus.CheckHealth().Endpoints.Values.All(endpoint => endpoint.Description?.Contains("another program", StringComparison.Ordinal) is not true));
        await Eventually.TrueAsync(() => consumed.Count == Records);
    }

    private static bool Names(string? description, Scenario scenario, TopicPartition taken) =>
        description?.Contains($"another program is in the group {scenario.Group}: rdkafka at ", StringComparison.Ordinal) is true
        && description.Contains($"What it takes waits until it leaves: {scenario.Requests} ({taken.Partition.Value})", StringComparison.Ordinal);

    private static Task<Peer> StartAsync(
        Scenario scenario, ConcurrentDictionary<string, bool> consumed, EventLog? log = null, bool untilHealthy = true,
        Action<KafkaOptions>? host = null) => scenario.StartAnswererAsync(
        context =>
        {
            consumed[context.Message.Text] = true;
            return Task.CompletedTask;
        },
        endpoint => endpoint.ExecutesFor("database", _ => Task.FromResult(Owner)),
        untilHealthy,
        host,
        services: services => services.AddLogging(logging => logging.AddProvider(log ?? new EventLog())));

    private static Task WriteAsync(Scenario scenario) =>
        scenario.WriteAsksAsync(Enumerable.Range(0, Records).Select(number => ($"{number}", $"{number}")));

    // As a tool joins that is told nothing but the group.
    private IConsumer<byte[], byte[]> CreateTool(string group, ConsumerConfig? settings = null) => new ConsumerBuilder<byte[], byte[]>(
        new ConsumerConfig(settings ?? [])
        {
            BootstrapServers = broker.Server.BootstrapServers,
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        }).SetLogHandler((_, _) => { }).Build();

    private static void ReadUntilAssigned(IConsumer<byte[], byte[]> tool)
    {
        while (tool.Assignment.Count == 0)
        {
            tool.Consume(TimeSpan.FromMilliseconds(100));
        }
    }
}
