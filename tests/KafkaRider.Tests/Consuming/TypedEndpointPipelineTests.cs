using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Consuming;

/// <summary>What MassTransit's own middleware does on an endpoint of one message type.</summary>
public sealed class TypedEndpointPipelineTests(Broker broker)
{
    private readonly ConcurrentQueue<string> _heard = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UseInMemoryOutbox_AttemptFails_WhatItPublishedIsNotWritten()
    {
        var (topic, published) = await CreateTopicsAsync();
        await using var peer = await StartAsync(
            topic,
            published,
            (endpoint, context) =>
            {
                endpoint.UseMessageRetry(retry => retry.Immediate(2));
                endpoint.UseInMemoryOutbox(context);
            },
            async context =>
            {
                await context.Publish(new Answered($"attempt {context.GetRetryAttempt()}"));
                if (context.GetRetryAttempt() == 0)
                {
                    throw new InvalidOperationException("not yet");
                }
            });

        await WriteAsync(topic, "x");

        await broker.WaitForCommitAsync(topic, topic, 1);
        Assert.Equal(["attempt 1"], await ReadTextsAsync(published));
    }

    [Fact]
    public async Task UseMessageRetry_NeverSucceeds_FailsAsOneAndThePartitionGoesOn()
    {
        var (topic, published) = await CreateTopicsAsync();
        await using var peer = await StartAsync(
            topic,
            published,
            (endpoint, _) => endpoint.UseMessageRetry(retry => retry.Immediate(2)),
            context => context.Message.Text == "bad" ? throw new InvalidOperationException("never") : Task.CompletedTask);

        await WriteAsync(topic, "bad");
        await WriteAsync(topic, "good");

        await broker.WaitForCommitAsync(topic, topic, 2);
        Assert.Equal(["bad", "bad", "bad", "good"], _heard);
    }

    [Fact]
    public async Task Skipped_NoConsumerTakesTheType_IsPassedOver()
    {
        var (topic, _) = await CreateTopicsAsync();
        await using var peer = await StartForOthersAsync(topic, _ => { });

        await WriteAsync(topic, "x");

        await broker.WaitForCommitAsync(topic, topic, 1);
        Assert.Equal(BusHealthStatus.Healthy, peer.Bus.CheckHealth().Status);
    }

    [Fact]
    public async Task Skipped_DeadLetterTopicIsSet_IsKept()
    {
        var (topic, letters) = await CreateTopicsAsync();
        await using var peer = await StartForOthersAsync(topic, endpoint => endpoint.DeadLetterTopic = letters);

        await WriteAsync(topic, "x");

        var letter = (await broker.ReadAsync(letters, records => records.Count == 1)).Single();
        Assert.Equal("x", Text(letter.Message.Value));
        Assert.Contains("No consumer takes", Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes(MessageHeaders.FaultMessage)), StringComparison.Ordinal);
    }

    private Task<Peer> StartAsync(
        string topic, string published, Action<IKafkaTopicReceiveEndpointConfigurator, IRiderRegistrationContext> configure,
        Func<ConsumeContext<Noted>, Task> consume, Action<IRiderRegistrationConfigurator>? register = null) => Peer.StartAsync(
        rider =>
        {
            register?.Invoke(rider);
            rider.AddConsumer<TypedEndpoints.NotedConsumer>();
            rider.AddProducer<Answered>(published);
        },
        (context, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            kafka.TopicEndpoint<Noted>(topic, topic, endpoint =>
            {
                configure(endpoint, context);
                endpoint.ConfigureConsumer<TypedEndpoints.NotedConsumer>(context);
            });
        },
        services: services => services.AddSingleton((ConsumeContext<Noted> context) =>
        {
            _heard.Enqueue(context.Message.Text);
            return consume(context);
        }));

    // As where somebody deployed an endpoint before its consumer.
    private Task<Peer> StartForOthersAsync(string topic, Action<IKafkaTopicEndpointConfigurator> configure) => Peer.StartAsync(
        _ => { },
        (_, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            kafka.TopicEndpoint<Noted>(topic, topic, endpoint =>
            {
                configure(endpoint);
                endpoint.Handler<Ask>(_ => Task.CompletedTask);
            });
        });

    private async Task<(string First, string Second)> CreateTopicsAsync() =>
        (await broker.CreateTopicAsync("typed", 1), await broker.CreateTopicAsync("others", 1));

    private async Task WriteAsync(string topic, string text, Guid? id = null)
    {
        var headers = new Confluent.Kafka.Headers();
        if (id is not null)
        {
            headers.Add("MessageId", Encoding.UTF8.GetBytes($"{id}"));
        }

        await broker.Producer.ProduceAsync(topic, new() { Value = JsonSerializer.SerializeToUtf8Bytes(new { text }), Headers = headers }, Cancellation);
    }

    private async Task<IEnumerable<string>> ReadTextsAsync(string topic) =>
        (await broker.ReadAllAsync(topic)).Select(record => Text(record.Message.Value));

    private static string Text(byte[] json) => JsonDocument.Parse(json).RootElement.GetProperty("text").GetString()!;
}
