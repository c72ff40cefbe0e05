using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Consuming;

/// <summary>What becomes of what a consumer publishes and produces behind MassTransit's outboxes in memory.</summary>
public sealed class OutboxTests(Broker broker)
{
    private readonly ConcurrentQueue<string> _heard = [];
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outbox_ConsumerSucceeds_WhatItPublishedAndProducedLeavesOnceAsItsProducersMakeIt(bool withInbox)
    {
        var topics = await CreateTopicsAsync();
        await using var peer = await StartAsync(topics, withInbox, WriteBothAsync);

        await WriteAsync(topics.Consumed, "x", NewId.NextGuid());

        await Eventually.TrueAsync(() => _heard.Count == 1);
        Assert.Empty(await broker.ReadAllAsync(topics.Published));
        Assert.Empty(await broker.ReadAllAsync(topics.Produced));
        _mayEnd.SetResult();
        await broker.WaitForCommitAsync(topics.Consumed, topics.Consumed, 1);
        AssertRecord<Answered>(Assert.Single(await broker.ReadAllAsync(topics.Published)), "published x", "key of published x", partition: 1, "blue");
        AssertRecord<Declined>(Assert.Single(await broker.ReadAllAsync(topics.Produced)), "produced x", "key of x", partition: 2, "green");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outbox_ConsumerFails_NothingLeaves(bool withInbox)
    {
        var topics = await CreateTopicsAsync();
        await using var peer = await StartAsync(topics, withInbox, async (context, producer) =>
        {
            await WriteBothAsync(context, producer);
            if (context.Message.Text == "bad")
            {
                throw new InvalidOperationException("never");
            }
        });
        _mayEnd.SetResult();

        await WriteAsync(topics.Consumed, "bad", NewId.NextGuid());
        await WriteAsync(topics.Consumed, "good", NewId.NextGuid());

        await broker.WaitForCommitAsync(topics.Consumed, topics.Consumed, 2);
        Assert.Equal(["bad", "good"], _heard);
        Assert.Equal(["published good"], await ReadTextsAsync(topics.Published));
        Assert.Equal(["produced good"], await ReadTextsAsync(topics.Produced));
    }

    [Fact]
    public async Task UseInMemoryInboxOutbox_MessageComesTwice_IsConsumedOnceAndLeavesOnce()
    {
        var topics = await CreateTopicsAsync();
        await using var peer = await StartAsync(topics, withInbox: true, WriteBothAsync);
        _mayEnd.SetResult();
        var id = NewId.NextGuid();

        await WriteAsync(topics.Consumed, "a", id);
        await WriteAsync(topics.Consumed, "a", id);
        await WriteAsync(topics.Consumed, "b", NewId.NextGuid());

        await broker.WaitForCommitAsync(topics.Consumed, topics.Consumed, 3);
        Assert.Equal(["a", "b"], _heard);
        Assert.Equal(["published a", "published b"], await ReadTextsAsync(topics.Published));
        Assert.Equal(["produced a", "produced b"], await ReadTextsAsync(topics.Produced));
    }

    [Fact]
    public async Task UseInMemoryInboxOutbox_ConsumerRespondsAndSends_BothLeaveWithTheirBodies()
    {
        var topics = await CreateTopicsAsync();
        await using var peer = await StartAsync(topics, withInbox: true, async (context, _) =>
        {
            await context.RespondAsync(new Answered($"answered {context.Message.Text}"));
            await context.Send(new Uri($"kafka:{topics.Produced}"), new Declined("sent"), sent => sent.Headers.Set("Tenant", "red"));
        });
        var request = NewId.NextGuid();

        await WriteAsync(
            topics.Consumed, "x", NewId.NextGuid(), (MessageHeaders.RequestId, $"{request}"), (MessageHeaders.ResponseAddress, $"kafka:{topics.Published}?partition=1"));

        await broker.WaitForCommitAsync(topics.Consumed, topics.Consumed, 1);
        var reply = Assert.Single(await broker.ReadAllAsync(topics.Published));
        Assert.Equal("answered x", Text(reply));
        Assert.Equal($"{request}", Header(reply, MessageHeaders.RequestId));
        Assert.NotNull(Header(reply, "InReplyTo"));
        Assert.Equal(1, reply.Partition.Value);
        var sent = Assert.Single(await broker.ReadAllAsync(topics.Produced));
        Assert.Equal(("sent", "red"), (Text(sent), Header(sent, "Tenant")));
        Assert.Contains(MessageUrn.ForTypeString<Declined>(), Header(sent, "MT-MessageType"), StringComparison.Ordinal);
    }

    private async Task WriteBothAsync(ConsumeContext<Noted> context, ITopicProducer<string, Declined> producer)
    {
        await context.Publish(new Answered($"published {context.Message.Text}"), sent =>
        {
            ((KafkaSendContext)sent).Partition = 1;
            sent.Headers.Set("Tenant", "blue");
        });
        await producer.Produce(
            $"key of {context.Message.Text}",
            new($"produced {context.Message.Text}"),
            Pipe.Execute<KafkaSendContext<string, Declined>>(sent =>
            {
                sent.Partition = 2;
                sent.Headers.Set("Tenant", "green");
            }),
            context.CancellationToken);
        _heard.Enqueue(context.Message.Text);
        await _mayEnd.Task.WaitAsync(context.CancellationToken);
    }

    private Task<Peer> StartAsync(
        (string Consumed, string Published, string Produced) topics, bool withInbox,
        Func<ConsumeContext<Noted>, ITopicProducer<string, Declined>, Task> consume) => Peer.StartAsync(
        rider =>
        {
            rider.AddInMemoryInboxOutbox();
            rider.AddConsumer<WritingConsumer>();
            rider.AddProducer<Answered>(topics.Published, message => $"key of {message.Text}");

            // With a client of its own.
            rider.AddProducer<string, Declined>(topics.Produced, new ProducerConfig { LingerMs = 1 });
        },
        (context, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            kafka.TopicEndpoint<Noted>(topics.Consumed, topics.Consumed, endpoint =>
            {
                if (withInbox)
                {
                    endpoint.UseInMemoryInboxOutbox(context);
                }
                else
                {
                    endpoint.UseInMemoryOutbox(context);
                }

                endpoint.ConfigureConsumer<WritingConsumer>(context);
            });
        },
        services: services => services.AddSingleton(consume));

    private async Task<(string Consumed, string Published, string Produced)> CreateTopicsAsync() => (
        await broker.CreateTopicAsync("outbox", 1), await broker.CreateTopicAsync("published", 3), await broker.CreateTopicAsync("produced", 3));

    private async Task WriteAsync(string topic, string text, Guid id, params (string Name, string Value)[] more)
    {
        var headers = new Confluent.Kafka.Headers { { "MessageId", Encoding.UTF8.GetBytes($"{id}") } };
        foreach (var (name, value) in more)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        await broker.Producer.ProduceAsync(topic, new() { Value = JsonSerializer.SerializeToUtf8Bytes(new { text }), Headers = headers }, Cancellation);
    }

    private async Task<IEnumerable<string>> ReadTextsAsync(string topic) => (await broker.ReadAllAsync(topic)).Select(Text);

    private static void AssertRecord<T>(ConsumeResult<byte[], byte[]> record, string text, string key, int partition, string tenant)
        where T : class
    {
        Assert.Equal((text, key, partition), (Text(record), Encoding.UTF8.GetString(record.Message.Key), record.Partition.Value));
        Assert.Equal(tenant, Header(record, "Tenant"));
        Assert.Contains(MessageUrn.ForTypeString<T>(), Header(record, "MT-MessageType"), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, Guid.Parse(Header(record, "MessageId")));
        Assert.Equal(record.Message.Headers.Count, record.Message.Headers.Select(header => header.Key).Distinct().Count());
    }

    private static string Text(ConsumeResult<byte[], byte[]> record) =>
        JsonDocument.Parse(record.Message.Value).RootElement.GetProperty("text").GetString()!;

    private static string Header(ConsumeResult<byte[], byte[]> record, string name) => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(name));

    internal sealed class WritingConsumer(
        Func<ConsumeContext<Noted>, ITopicProducer<string, Declined>, Task> consume, ITopicProducer<string, Declined> producer) : IConsumer<Noted>
    {
        public Task Consume(ConsumeContext<Noted> context) => consume(context, producer);
    }
}
