using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Consuming;

/// <summary>What a partition whose broker is away holds up.</summary>
public sealed class DeadPartitionTests
{
    private const string Requests = "requests";
    private const string Replies = "replies";
    private const int DeadPartition = 1;
    private const int LivingBroker = 1;
    private const int DeadBroker = 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Respond_ToAPartitionWhoseBrokerIsAway_IsGivenUpAndHoldsNobodyElseUp()
    {
        await using var kafka = EmbeddedBroker.Start(brokers: 2).CreateTopic(Requests).CreateTopic(Replies, 2).CreateTopic($"{Requests}.dead-letter");
        kafka.SetCoordinator("group", LivingBroker);
        kafka.SetLeader(Requests, 0, LivingBroker);
        kafka.SetLeader(Replies, 0, LivingBroker);
        kafka.SetLeader(Replies, DeadPartition, DeadBroker);
        using var givenUp = new CounterWatch("kafka_rider.replies.given_up", "topic", Requests);
        var executed = new ConcurrentQueue<string>();
        await using var peer = await StartAsync(kafka, executed);
        kafka.TakeDown(DeadBroker);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build();

        await WriteAsync(producer, "lost", $"kafka:{Replies}?partition={DeadPartition}");
        for (var i = 0; givenUp.Count == 0; i++)
        {
            await WriteAsync(producer, $"other {i}", $"kafka:{Replies}?partition=0");
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }

        Assert.Equal(1, givenUp.Count);
        Assert.Single(executed, "lost");
        Assert.Contains("other 0", executed);
    }

    private static Task<Peer> StartAsync(EmbeddedBroker kafka, ConcurrentQueue<string> executed) => Peer.StartAsync(
        rider => rider.AddConsumer<AskConsumer>(),
        (context, configurator) =>
        {
            var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
            options.Producer["message.timeout.ms"] = "2000";
            options.Consumer["fetch.wait.max.ms"] = "5";
            configurator.Host(options);
            configurator.TopicEndpoint(Requests, "group", endpoint => endpoint.ConfigureConsumer<AskConsumer>(context));
        },
        services: services => services.AddSingleton(executed));

    private static Task<DeliveryResult<Null, string>> WriteAsync(IProducer<Null, string> producer, string text, string responseAddress)
    {
        Confluent.Kafka.Headers headers = [];
        foreach (var (name, value) in new[]
        {
            ("MT-MessageType", MessageUrn.ForTypeString<Ask>()), ("RequestId", Guid.NewGuid().ToString()), ("MT-Response-Address", responseAddress),
        })
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        return producer.ProduceAsync(Requests, new() { Value = Scenario.Json(new(text)), Headers = headers }, Cancellation);
    }

    private sealed class AskConsumer(ConcurrentQueue<string> executed) : IConsumer<Ask>
    {
        public Task Consume(ConsumeContext<Ask> context)
        {
            executed.Enqueue(context.Message.Text);
            return context.RespondAsync(new Answered(context.Message.Text));
        }
    }
}
