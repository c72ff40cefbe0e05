using Confluent.Kafka;
using Users.AppHost.Kafka;

namespace Users.AppHost.Tests.Kafka;

/// <summary>What every private broker must do: the one from <c>KAFKA_HOME</c> where that is set, else the embedded one.</summary>
public sealed class KafkaServerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private KafkaServerOptions Options => new()
    {
        Home = KafkaServerOptions.FromEnvironment(_folder.Path).Home,
        DataFolder = _folder.Path,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_TakesRecordsAndServesThem()
    {
        await using var server = await KafkaServer.StartAsync(Options, TestContext.Current.CancellationToken);
        await KafkaClient.CreateTopicAsync(server, "notes", 3);

        await KafkaClient.ProduceAsync(server, "notes", "first", "second");

        Assert.Equal(["first", "second"], KafkaClient.Consume(server, "notes", count: 2));
    }

    [Fact]
    public async Task ComeBack_AfterAnOutage_StillHasItsRecords()
    {
        await using var server = await KafkaServer.StartAsync(Options, TestContext.Current.CancellationToken);
        await KafkaClient.CreateTopicAsync(server, "notes", 3);
        await KafkaClient.ProduceAsync(server, "notes", "before");

        await server.GoDownAsync();
        await Assert.ThrowsAsync<ProduceException<string, string>>(() => KafkaClient.ProduceAsync(server, "notes", "meanwhile"));
        await server.ComeBackAsync(TestContext.Current.CancellationToken);
        await KafkaClient.ProduceAsync(server, "notes", "after");

        Assert.Equal(["before", "after"], KafkaClient.Consume(server, "notes", count: 2));
    }

    [Fact]
    public async Task Start_HomeIsNoDistribution_IsRefused()
    {
        var options = new KafkaServerOptions { Home = _folder.Path, DataFolder = _folder.Path };

        var exception = await Assert.ThrowsAsync<StartupException>(
            () => KafkaServer.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains($"KAFKA_HOME names {_folder.Path}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NothingAnswersAtBootstrap_IsRefused()
    {
        // Port 1 is reserved, and nobody listens on it.
        var options = new KafkaServerOptions { BootstrapServers = "localhost:1", DataFolder = _folder.Path };

        var exception = await Assert.ThrowsAsync<StartupException>(
            () => KafkaServer.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal("KAFKA_BOOTSTRAP names localhost:1, where nothing answers", exception.Message);
    }

    [Fact]
    public async Task Start_BootstrapAnswers_UsesIt()
    {
        await using var server = await KafkaServer.StartAsync(Options, TestContext.Current.CancellationToken);
        var options = new KafkaServerOptions { BootstrapServers = $"localhost:1, {server.BootstrapServers}", DataFolder = _folder.Path };

        await using var same = await KafkaServer.StartAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal(options.BootstrapServers, same.BootstrapServers);
    }
}
