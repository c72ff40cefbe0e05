using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Support;

/// <summary>Is one set of topics, with the peers that speak over them.</summary>
public sealed class Scenario : IAsyncDisposable
{
    private readonly Broker _broker;
    private readonly List<Peer> _peers = [];

    private Scenario(Broker broker, IReadOnlyList<string> topics)
    {
        _broker = broker;
        (Requests, Replies, Events, DeadLetters) = (topics[0], topics[1], topics[2], topics[3]);
    }

    public string Requests { get; }

    public string Replies { get; }

    public string Events { get; }

    public string DeadLetters { get; }

    public string Group { get; } = $"group-{Guid.NewGuid():N}";

    public static async Task<Scenario> CreateAsync(
        Broker broker, int partitions = 3, (string, string)[]? requests = null, (string, string)[]? events = null,
        (string, string)[]? deadLetters = null, (string, string)[]? replies = null)
    {
        ArgumentNullException.ThrowIfNull(broker);
        return new(broker, await Task.WhenAll(
            broker.CreateTopicAsync("requests", partitions, requests ?? []),
            broker.CreateTopicAsync("replies", 4, replies ?? []),
            broker.CreateTopicAsync("events", 3, events ?? []),
            broker.CreateTopicAsync("dead-letters", 1, deadLetters ?? [])));
    }

    /// <summary>Starts a process that only asks.</summary>
    public Task<Peer> StartAskerAsync(Action<KafkaRequestClientOptions>? configure = null, Action<KafkaOptions>? host = null, bool untilHealthy = true) =>
        AddAsync(Peer.StartAsync(
            rider => rider.AddRequestClient<Ask>(Requests, ask => ask.Text),
            (_, kafka) =>
            {
                kafka.Host(Options(host));
                var options = new KafkaRequestClientOptions { ReplyTopic = Replies, Timeout = TimeSpan.FromSeconds(30) };
                configure?.Invoke(options);
                kafka.RequestClient(options);
            },
            untilHealthy));

    /// <summary>Starts a process that only answers.</summary>
    public Task<Peer> StartAnswererAsync(
        Func<ConsumeContext<Ask>, Task> answer, Action<IKafkaTopicEndpointConfigurator>? configure = null, bool untilHealthy = true,
        Action<KafkaOptions>? host = null, Action<IServiceCollection>? services = null, bool declareTopics = false) =>
        AddAsync(Peer.StartAsync(
            rider =>
            {
                rider.AddConsumer<AskConsumer>();
                rider.AddProducer<Noted>(Events, noted => noted.Text);
            },
            (context, kafka) =>
            {
                kafka.Host(Options(host));
                if (declareTopics)
                {
                    kafka.Topic(Replies, partitions: 4, TimeSpan.FromDays(7));
                }

                kafka.TopicEndpoint(Requests, Group, endpoint =>
                {
                    endpoint.DeadLetterTopic = DeadLetters;
                    endpoint.DrainTimeout = TimeSpan.FromSeconds(5);
                    configure?.Invoke(endpoint);
                    endpoint.ConfigureConsumer<AskConsumer>(context);
                });
            },
            untilHealthy,
            collection =>
            {
                collection.AddSingleton(answer);
                services?.Invoke(collection);
            }));

    /// <summary>Writes a request that nobody awaits.</summary>
    public Task WriteAskAsync(string key, string text) =>
        WriteRequestAsync(key, Json(new(text)), ("MT-MessageType", MessageUrn.ForTypeString<Ask>()));

    /// <summary>Writes requests that nobody awaits, one after another.</summary>
    public async Task WriteAsksAsync(IEnumerable<(string Key, string Text)> asks)
    {
        foreach (var (key, text) in asks)
        {
            await WriteAskAsync(key, text);
        }
    }

    /// <summary>Writes a request as a client in another language would.</summary>
    public async Task WriteRequestAsync(string? key, string? value, params (string Name, string Value)[] headers)
    {
        var record = new Confluent.Kafka.Message<byte[], byte[]>
        {
            Key = key is null ? null! : System.Text.Encoding.UTF8.GetBytes(key),
            Value = value is null ? null! : System.Text.Encoding.UTF8.GetBytes(value),
            Headers = [],
        };
        foreach (var (name, text) in headers)
        {
            record.Headers.Add(name, System.Text.Encoding.UTF8.GetBytes(text));
        }

        await _broker.Producer.ProduceAsync(Requests, record, TestContext.Current.CancellationToken);
    }

    public static string Json(Ask ask) => JsonSerializer.Serialize(ask, JsonSerializerOptions.Web);

    public async ValueTask DisposeAsync() => await Task.WhenAll(_peers.Select(peer => peer.DisposeAsync().AsTask()));

    public async Task StopAsync(Peer peer)
    {
        _peers.Remove(peer);
        await peer.DisposeAsync();
    }

    private KafkaOptions Options(Action<KafkaOptions>? configure = null)
    {
        var options = _broker.CreateOptions();
        configure?.Invoke(options);
        return options;
    }

    private async Task<Peer> AddAsync(Task<Peer> starting)
    {
        var peer = await starting;
        _peers.Add(peer);
        return peer;
    }

    private sealed class AskConsumer(Func<ConsumeContext<Ask>, Task> answer) : IConsumer<Ask>
    {
        public Task Consume(ConsumeContext<Ask> context) => answer(context);
    }

    // As an outcome is told: to whoever asks, if somebody does, and on the log.
    public static Task AnswerAndNoteAsync(ConsumeContext<Ask> context) => Task.WhenAll(
        context.ResponseAddress is null ? Task.CompletedTask : context.RespondAsync(new Answered(context.Message.Text)),
        context.Publish(new Noted(context.Message.Text), context.CancellationToken));

    public static (string, string)[] HeadersOf(string responseAddress) =>
    [
        ("MT-MessageType", MessageUrn.ForTypeString<Ask>()), ("MessageId", Guid.NewGuid().ToString()), ("RequestId", Guid.NewGuid().ToString()), ("MT-Response-Address", responseAddress),
    ];
}
