using System.Text;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Testing;
using KafkaRider.Tests.Support;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaRider.Tests.Producing;

/// <summary>What becomes of whoever writes while producers and transports end.</summary>
public sealed class ProducerLifeTests(Broker broker)
{
    private const string TopicName = "records";
    private const short Produce = 0;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Respond_ToAnAddressThatWasForgottenMeanwhile_Arrives()
    {
        const int Others = 300;
        await using var scenario = await Scenario.CreateAsync(broker);
        var (maxAge, capacity) = (SendEndpointCacheDefaults.MaxAge, SendEndpointCacheDefaults.Capacity);
        (SendEndpointCacheDefaults.MaxAge, SendEndpointCacheDefaults.Capacity) = (TimeSpan.FromSeconds(1), 100);
        try
        {
            await scenario.StartAnswererAsync(context => context.RespondAsync(new Answered(context.Message.Text)));

            foreach (var round in new[] { "first", "second", "third" })
            {
                await AskFromAsync(scenario, round, "same");
                for (var i = 0; i < Others; i++)
                {
                    await AskFromAsync(scenario, "other", $"{round}{i}");
                }
            }

            await AskFromAsync(scenario, "last", "same");
            await broker.ReadAsync(scenario.Replies, replies => replies.Count == (3 * Others) + 4);
            Assert.Empty(await broker.ReadAllAsync(scenario.DeadLetters));
        }
        finally
        {
            (SendEndpointCacheDefaults.MaxAge, SendEndpointCacheDefaults.Capacity) = (maxAge, capacity);
        }
    }

    [Fact]
    public async Task Respond_AfterTheRiderHasStopped_FailsAndHarmsNobody()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var entered = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var ended = new TaskCompletionSource<Exception?>();
        var answerer = await scenario.StartAnswererAsync(
            async context =>
            {
                entered.TrySetResult();
                await gate.Task;
                var failure = await Xunit.Record.ExceptionAsync(() => context.RespondAsync(new Answered("late")));
                ended.TrySetResult(failure);
            },
            endpoint => endpoint.DrainTimeout = TimeSpan.Zero);
        await AskFromAsync(scenario, "late", "one");
        await entered.Task.WaitAsync(Patience, Cancellation);

        await scenario.StopAsync(answerer);
        gate.SetResult();

        Assert.NotNull(await ended.Task.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task DisposeAsync_WhileManyWrite_EveryTaskEnds()
    {
        var topic = await broker.CreateTopicAsync(TopicName, 3);
        for (var round = 0; round < 5; round++)
        {
            var producer = Create(broker.CreateOptions());
            var written = new TaskCompletionSource();
            var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                var tasks = new List<Task>();
                while (tasks.Count < 1_000 || !tasks[^1].IsFaulted)
                {
                    tasks.Add(producer.ProduceAsync(new(topic, Partition.Any), Record("x")));
                    if (tasks.Count == 100)
                    {
                        written.TrySetResult();
                    }
                }

                await Task.WhenAll(tasks).WaitAsync(Patience).ContinueWith(_ => { }, TaskScheduler.Default);
                return tasks.All(task => task.IsCompleted);
            })).ToList();

            await written.Task;
            await producer.DisposeAsync();

            Assert.All(await Task.WhenAll(writers), Assert.True);
        }
    }

    // One broker makes the client end for good while it waits for the answer of the other.
    [Fact]
    public async Task ProduceAsync_ClientEndsWhileARecordIsUnderWay_ItsTaskEndsAndTheNextArrives()
    {
        await using var kafka = EmbeddedBroker.Start(brokers: 2).CreateTopic(TopicName, 2);
        kafka.SetLeader(TopicName, 0, broker: 1);
        kafka.SetLeader(TopicName, 1, broker: 2);
        var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
        await using var producer = Create(options);
        await producer.ProduceAsync(new(TopicName, 0), Record("warm"));
        await producer.ProduceAsync(new(TopicName, 1), Record("warm"));

        kafka.DelayAnswers(TimeSpan.FromSeconds(3), broker: 1);
        var underWay = producer.ProduceAsync(new(TopicName, 0), Record("under way"));
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);
        kafka.Refuse(Produce, ErrorCode.OutOfOrderSequenceNumber, requests: 1);
        await Assert.ThrowsAnyAsync<KafkaException>(() => producer.ProduceAsync(new(TopicName, 1), Record("fatal")));

        await underWay.WaitAsync(Patience, Cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.True(underWay.IsCompleted);
        kafka.DelayAnswers(TimeSpan.Zero, broker: 1);
        await producer.ProduceAsync(new(TopicName, 1), Record("next")).WaitAsync(Patience, Cancellation);
    }

    private static Task AskFromAsync(Scenario scenario, string text, string instance) => scenario.WriteRequestAsync(
        text, Scenario.Json(new(text)), ("MT-MessageType", MessageUrn.ForTypeString<Ask>()), ("RequestId", Guid.NewGuid().ToString()),
        ("MessageId", Guid.NewGuid().ToString()), ("MT-Response-Address", $"kafka:{scenario.Replies}?partition=1&instance={instance}"));

    private static KafkaProducer Create(KafkaOptions options) =>
        new(KafkaClientConfiguration.Producer(options), TimeProvider.System, NullLogger<KafkaProducer>.Instance);

    private static Message<byte[], byte[]> Record(string text) => new() { Key = null!, Value = Encoding.UTF8.GetBytes(text) };
}
