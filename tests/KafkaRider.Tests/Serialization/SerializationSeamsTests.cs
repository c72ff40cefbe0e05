using System.Net.Mime;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Consuming;
using KafkaRider.Tests.Support;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Tests.Serialization;

/// <summary>Serializers that somebody brings along, for a whole rider or one producer: they make and read all there is of a record.</summary>
public sealed class SerializationSeamsTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetSerializationFactory_OfTheRider_MakesAndReadsKeysAndValues()
    {
        var (record, heard) = await SendAsync(kafka => kafka.SetSerializationFactory(new LineFactory()));

        Assert.Equal(("K key", "V hello"), (Encoding.UTF8.GetString(record.Message.Key), Encoding.UTF8.GetString(record.Message.Value)));
        Assert.Equal("text/line", HeaderOf(record, "content-type"));
        Assert.Equal(("hello", "key"), (heard.Message.Text, heard.GetKey<string>()));
    }

    [Fact]
    public async Task SetHeadersSerializer_OfTheRider_WritesAllThatIsRead()
    {
        var (record, heard) = await SendAsync(kafka =>
        {
            kafka.SetHeadersSerializer(new OneHeader("rider"));
            kafka.SetHeadersDeserializer(new OneHeader("rider"));
        });

        Assert.Equal(["rider"], record.Message.Headers.Select(header => header.Key));
        Assert.Equal(Guid.Parse(HeaderOf(record, "rider")), heard.MessageId);
    }

    [Fact]
    public async Task SetHeadersSerializer_OfOneProducer_WinsOverTheRiders()
    {
        var (record, heard) = await SendAsync(
            kafka =>
            {
                kafka.SetHeadersSerializer(new OneHeader("rider"));
                kafka.SetHeadersDeserializer(new OneHeader("producer"));
            },
            producer => producer.SetHeadersSerializer(new OneHeader("producer")));

        Assert.Equal(["producer"], record.Message.Headers.Select(header => header.Key));
        Assert.NotNull(heard.MessageId);
    }

    private async Task<(ConsumeResult<byte[], byte[]> Record, ConsumeContext<Noted> Heard)> SendAsync(
        Action<IKafkaFactoryConfigurator> configure, Action<IKafkaProducerConfigurator>? configureProducer = null)
    {
        var topic = await broker.CreateTopicAsync("seams", 1);
        var heard = new TaskCompletionSource<ConsumeContext<Noted>>();
        await using var peer = await Peer.StartAsync(
            rider => rider.AddProducer<string, Noted>(topic, (_, producer) => configureProducer?.Invoke(producer)),
            (_, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                configure(kafka);
                kafka.TopicEndpoint<string, Noted>(
                    topic, TypedEndpoints.GroupOf(topic), endpoint => endpoint.Handler<Noted>(context => Task.FromResult(heard.TrySetResult(context))));
            });
        await using var scope = peer.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<ITopicProducer<string, Noted>>().Produce("key", new("hello"), Cancellation);

        return ((await broker.ReadAllAsync(topic)).Single(), await heard.Task.WaitAsync(Cancellation));
    }

    private static string HeaderOf(ConsumeResult<byte[], byte[]> record, string name) => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(name));

    /// <summary>Has keys and values as text, with a letter that says which it is.</summary>
    private sealed class LineFactory : IKafkaSerializerFactory
    {
        public ContentType ContentType { get; } = new("text/line");

        public IAsyncSerializer<T> GetSerializer<T>() => new LineSerializer<T>();

        public IDeserializer<T> GetDeserializer<T>() => new LineSerializer<T>();
    }

    private sealed class LineSerializer<T> : IAsyncSerializer<T>, IDeserializer<T>
    {
        public async Task<byte[]> SerializeAsync(T data, SerializationContext context)
        {
            // As one that asks somebody first.
            await Task.Yield();
            return Encoding.UTF8.GetBytes($"{MarkOf(context)}{(data is Noted noted ? noted.Text : data as string)}");
        }

        public T Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            var text = Encoding.UTF8.GetString(data);
            Assert.StartsWith(MarkOf(context), text, StringComparison.Ordinal);
            return (T)(typeof(T) == typeof(Noted) ? new Noted(text[2..]) : (object)text[2..]);
        }

        private static string MarkOf(SerializationContext context) => context.Component == MessageComponentType.Key ? "K " : "V ";
    }

    /// <summary>Knows nothing but the id of a message.</summary>
    private sealed class OneHeader(string name) : IHeadersSerializer, IHeadersDeserializer
    {
        public Headers Serialize(SendContext context) => [new Header(name, Encoding.UTF8.GetBytes($"{context.MessageId}"))];

        public IHeaderProvider Deserialize(Headers headers) => new Provider(new()
        {
            ["MessageId"] = Encoding.UTF8.GetString(headers.GetLastBytes(name)),
        });

        private sealed class Provider(Dictionary<string, object> values) : IHeaderProvider
        {
            public IEnumerable<KeyValuePair<string, object>> GetAll() => values;

            public bool TryGetHeader(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? value) =>
                values.TryGetValue(key, out value);
        }
    }
}
