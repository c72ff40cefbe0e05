using Confluent.Kafka.Admin;
using KafkaRider.Tests.Following;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Topics;

/// <summary>Declared topics on a broker whose own settings would break what is promised.</summary>
public sealed class DeclaredTopicTests(CarelessBroker broker) : IClassFixture<CarelessBroker>
{
    private const int Partitions = 3;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    private readonly string _topic = $"declared-{Guid.NewGuid():N}";

    [Fact]
    public async Task Start_TopicIsMissing_IsCreatedWithWhatIsPromisedAndNotWithTheBrokersSettings()
    {
        await using var peer = await StartAsync();

        Assert.Equal(Partitions, broker.Topics.CountPartitions(_topic));
        Assert.Equal("604800000", await broker.Topics.GetAsync(_topic, "retention.ms"));
        Assert.Equal("-1", await broker.Topics.GetAsync(_topic, "retention.bytes"));
        Assert.Equal("delete", await broker.Topics.GetAsync(_topic, "cleanup.policy"));
    }

    [Fact]
    public async Task Run_TopicIsDeleted_IsMadeAnewByUsAndNotByTheBroker()
    {
        var follower = new RecordingFollower();
        await using var peer = await StartAsync(follower);

        await broker.Topics.DeleteAsync(_topic);
        await Eventually.TrueAsync(() => peer.Bus.CheckHealth().Status != BusHealthStatus.Healthy);
        await Eventually.TrueAsync(() => broker.Topics.CountPartitions(_topic) > 0);
        await peer.WaitForAsync(BusHealthStatus.Healthy);

        Assert.Equal(Partitions, broker.Topics.CountPartitions(_topic));
        Assert.Equal("-1", await broker.Topics.GetAsync(_topic, "retention.bytes"));
        await Eventually.TrueAsync(() => follower.CaughtUpCount == 2);
    }

    [Fact]
    public async Task Run_TopicThatNobodyDeclaresIsDeleted_IsNotMadeByAsking()
    {
        await broker.Topics.CreateAsync(_topic, Partitions);
        await using var peer = await StartAsync(new RecordingFollower(), declared: false);

        await broker.Topics.DeleteAsync(_topic);
        await Eventually.TrueAsync(() => Describe(peer).Any(text => text.Contains("does not exist", StringComparison.Ordinal)));

        // Until everybody has asked for it again and again.
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        Assert.Equal(0, broker.Topics.CountPartitions(_topic));
    }

    [Theory]
    [InlineData("retention.ms", "3600000")]
    [InlineData("retention.bytes", "1048577")]
    [InlineData("cleanup.policy", "compact")]
    public async Task Start_TopicWouldLoseWhatIsPromised_IsRefusedInOneLine(string setting, string value)
    {
        await broker.Topics.CreateAsync(_topic, Partitions, setting == "retention.bytes" ? [(setting, value)] : [("retention.bytes", "-1"), (setting, value)]);

        var refusal = await GetRefusalAsync();

        Assert.StartsWith($"Refusing to run: topic {_topic} has {setting}={value}, but ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TopicHasTooFewPartitions_IsRefusedInOneLine()
    {
        await broker.Topics.CreateAsync(_topic, Partitions - 1, ("retention.bytes", "-1"));

        Assert.Equal($"Refusing to run: topic {_topic} has 2 partitions, but 3 are needed: add partitions to it", await GetRefusalAsync());
    }

    [Fact]
    public async Task Start_WithoutTheRightToDescribeSettings_GoesOn()
    {
        await broker.Topics.CreateAsync(_topic, Partitions, ("retention.ms", "3600000"));
        await LimitRightsAsync(AclOperation.Describe, AclOperation.Read, AclOperation.Write);
        var logs = new LogLines();

        await using var peer = await StartAsync(logs: logs);

        Assert.Contains(logs.Lines, line => line.Contains("is not known", StringComparison.Ordinal) && line.Contains(_topic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_SettingIsAltered_IsToldByHealthUntilItIsPutRight()
    {
        await using var peer = await StartAsync(new RecordingFollower());

        await broker.Topics.SetAsync(_topic, "retention.ms", "3600000");
        await Eventually.TrueAsync(() => Describe(peer).Any(text => text.Contains("retention.ms=3600000, but", StringComparison.Ordinal)));
        var status = peer.Bus.CheckHealth().Status;
        await broker.Topics.SetAsync(_topic, "retention.ms", "604800000");
        await Eventually.TrueAsync(() => !Describe(peer).Any(text => text.Contains("retention.ms", StringComparison.Ordinal)));

        // It works, and will fail at the next start.
        Assert.Equal(BusHealthStatus.Healthy, status);
    }

    private static IEnumerable<string> Describe(Peer peer) =>
        peer.Bus.CheckHealth().Endpoints.Values.Select(endpoint => endpoint.Description ?? "");

    private Task<Peer> StartAsync(
        ITopicFollower? follower = null, bool declared = true, LogLines? logs = null, bool untilHealthy = true, Action<IServiceCollection>? services = null) =>
        Peer.StartAsync(
            _ => { },
            (_, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                if (declared)
                {
                    kafka.Topic(_topic, Partitions, Retention);
                }

                kafka.Follow(_topic, follower ?? new RecordingFollower());
            },
            untilHealthy,
            collection =>
            {
                if (logs is not null)
                {
                    collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).ClearProviders().AddProvider(logs));
                }

                services?.Invoke(collection);
            });

    private async Task<string> GetRefusalAsync()
    {
        using var stopped = new StopWatcher();
        var logs = new LogLines();
        try
        {
            await using var peer = await StartAsync(
                logs: logs, untilHealthy: false, services: services => services.AddSingleton<IHostApplicationLifetime>(stopped));
            await stopped.StopRequested.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.Equal(1, Environment.ExitCode);
            return Assert.Single(logs.Lines, line => line.StartsWith("Refusing", StringComparison.Ordinal));
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }

    // Whoever has no name has these rights on the topic alone; on others, all.
    private async Task LimitRightsAsync(params AclOperation[] operations)
    {
        using var admin = broker.Topics.CreateClient();
        await admin.CreateAclsAsync(operations.Select(operation => new AclBinding
        {
            Pattern = new() { Type = ResourceType.Topic, Name = _topic, ResourcePatternType = ResourcePatternType.Literal },
            Entry = new() { Principal = "User:ANONYMOUS", Host = "*", Operation = operation, PermissionType = AclPermissionType.Allow },
        }));
    }
}
