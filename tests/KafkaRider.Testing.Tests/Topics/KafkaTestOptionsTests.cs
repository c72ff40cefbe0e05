using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Testing.Tests.Topics;

public sealed class KafkaTestOptionsTests(Broker broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConfigureKafkaTestOptions_NamesTheBrokerAndMakesTopicsBeforeTheBusStarts()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker lets nobody make topics.");
        var topic = $"harness-{Guid.NewGuid():N}";
        await using var provider = new ServiceCollection()
            .ConfigureKafkaTestOptions(new ClientConfig { BootstrapServers = broker.Server.BootstrapServers }, options => Make(options, topic))
            .AddMassTransitTestHarness(bus => Configure(bus, topic))
            .BuildServiceProvider(true);

        Assert.Equal("seen", await ProduceAsync(provider));
        Assert.Equal(2, broker.Topics.CountPartitions(topic));
    }

    [Fact]
    public async Task ConfigureKafkaTestOptions_EmbeddedBroker_NamesItAndMakesTopics()
    {
        await using var embedded = EmbeddedBroker.Start();
        await using var provider = new ServiceCollection()
            .ConfigureKafkaTestOptions(embedded, options => Make(options, "harness"))
            .AddMassTransitTestHarness(bus => Configure(bus, "harness"))
            .BuildServiceProvider(true);

        Assert.Equal("seen", await ProduceAsync(provider));
        Assert.Equal(2, new TopicAdmin(embedded.BootstrapServers).CountPartitions("harness"));
    }

    [Fact]
    public void ConfigureKafkaTestOptions_AfterMassTransit_IsRefused() => Assert.Throws<ConfigurationException>(
        () => new ServiceCollection().AddMassTransit(bus => bus.UsingInMemory()).ConfigureKafkaTestOptions());

    private static void Make(KafkaTestHarnessOptions options, string topic)
    {
        options.CreateTopicsIfNotExists = true;
        options.Partitions = 2;
        options.TopicNames = [topic];
    }

    private static void Configure(IBusRegistrationConfigurator bus, string topic)
    {
        bus.SetTestTimeouts(testInactivityTimeout: Patience);
        bus.AddRider(rider =>
        {
            rider.AddProducer<string, Said>(topic, context => context.Message.Text);
            rider.UsingKafka((_, kafka) => kafka.TopicEndpoint<string, Said>(
                topic, $"group-{topic}", endpoint => endpoint.Handler<Said>(_ => Task.CompletedTask)));
        });
    }

    /// <summary>Returns the key of the one record that is produced and consumed.</summary>
    private static async Task<string?> ProduceAsync(IServiceProvider provider)
    {
        var harness = provider.GetTestHarness();
        await harness.Start();
        await harness.GetProducer<Said>().Produce(new("seen"), Cancellation);
        return (await harness.Consumed.SelectAsync<Said>(Cancellation).FirstOrDefault()).Context.GetKey<string>();
    }

    public sealed record Said(string Text);
}
