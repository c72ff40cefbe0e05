using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Consuming;

public sealed class CoordinatorWatchTests
{
    private const string Requests = "requests";
    private const short OffsetCommit = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consume_CoordinatorIsNeverFound_StartsAgainUntilItIs()
    {
        await using var kafka = EmbeddedBroker.Start().CreateTopic(Requests).CreateTopic($"{Requests}.dead-letter");
        var heard = new ConcurrentQueue<string>();
        var log = new EventLog();
        await using var peer = await StartAsync(kafka, heard, log);

        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        await WriteAsync(producer, "before");
        await Eventually.TrueAsync(() => heard.Contains("before"));

        // The member is told that its coordinator is no longer that, and hears later than the limit who is.
        kafka.Refuse(OffsetCommit, ErrorCode.NotCoordinatorForGroup, requests: 10);
        kafka.DelayAnswers(4 * Limit);
        await WriteAsync(producer, "meanwhile");
        await Eventually.TrueAsync(() => log.Names.Contains("ConsumerInterrupted"));

        kafka.DelayAnswers(TimeSpan.Zero);
        await peer.WaitForAsync(BusHealthStatus.Healthy);
        await WriteAsync(producer, "after");

        await Eventually.TrueAsync(() => heard.Contains("after"));
    }

    [Theory]
    [InlineData("""{"cgrp":{"state":"up","stateage":900000}}""")]
    [InlineData("""{"cgrp":{"state":"query-coord","stateage":900000}}""")]
    [InlineData("""{"cgrp":{"state":"wait-coord","stateage":500}}""")]
    [InlineData("""{"brokers":{}}""")]
    public void ThrowIfStuck_NothingIsOverdue_DoesNothing(string statistics)
    {
        var watch = new CoordinatorWatch(Limit);

        watch.Read(statistics);

        watch.ThrowIfStuck();
    }

    private static Task<Peer> StartAsync(EmbeddedBroker kafka, ConcurrentQueue<string> heard, EventLog log) => Peer.StartAsync(
        rider => rider.AddConsumer<AskConsumer>(),
        (context, k) =>
        {
            var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
            options.Consumer["fetch.wait.max.ms"] = "5";
            k.Host(options);
            k.TopicEndpoint(Requests, "group", endpoint =>
            {
                ((TopicEndpointConfiguration)endpoint).Settings.CoordinatorLimit = Limit;
                endpoint.ConfigureConsumer<AskConsumer>(context);
            });
        },
        services: services => services.AddSingleton(heard)
            .AddLogging(logging => logging.AddFilter<EventLog>(null, LogLevel.Warning).AddProvider(log)));

    private static async Task WriteAsync(IProducer<Null, string> producer, string text)
    {
        var type = Encoding.UTF8.GetBytes(MessageUrn.ForTypeString<Ask>());
        await producer.ProduceAsync(
            Requests, new() { Value = Scenario.Json(new(text)), Headers = [new Header("MT-MessageType", type)] }, Cancellation);
    }

    private sealed class AskConsumer(ConcurrentQueue<string> heard) : IConsumer<Ask>
    {
        public Task Consume(ConsumeContext<Ask> context)
        {
            heard.Enqueue(context.Message.Text);
            return Task.CompletedTask;
        }
    }
}
