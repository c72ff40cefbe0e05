using System.Collections.Concurrent;
using Confluent.SchemaRegistry;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.AvroRecords;

/// <summary>Is a service that writes and reads orders as Avro, as it knows them.</summary>
internal sealed class AvroService<T> : IAsyncDisposable
    where T : class
{
    private readonly Peer _peer;
    private readonly ConcurrentQueue<ConsumeContext<T>> _heard;

    private AvroService(Peer peer, ConcurrentQueue<ConsumeContext<T>> heard) => (_peer, _heard) = (peer, heard);

    public IEnumerable<ConsumeContext<T>> Heard => _heard;

    public static string GroupOf(string topic) => $"{typeof(T).Name}-{topic}";

    public static async Task<AvroService<T>> StartAsync(
        Broker broker, SchemaRegistryStandIn registry, string topic, Action<IKafkaTopicReceiveEndpointConfigurator<OrderKey, T>>? configure = null)
    {
        var heard = new ConcurrentQueue<ConsumeContext<T>>();
        return new(
            await Peer.StartAsync(
                rider =>
                {
                    rider.AddConsumer<OrderConsumer>();
                    rider.AddProducer<OrderKey, T>(topic);
                },
                (context, kafka) =>
                {
                    kafka.Host(broker.CreateOptions());
                    kafka.SetSerializationFactory(new AvroSerializerFactory(context.GetRequiredService<ISchemaRegistryClient>()));
                    kafka.TopicEndpoint<OrderKey, T>(topic, GroupOf(topic), endpoint =>
                    {
                        configure?.Invoke(endpoint);
                        endpoint.ConfigureConsumer<OrderConsumer>(context);
                    });
                },
                services: services => services.AddSingleton(heard).AddSingleton(_ => registry.CreateClient())),
            heard);
    }

    public async Task WriteAsync(string key, T order)
    {
        await using var scope = _peer.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ITopicProducer<OrderKey, T>>()
            .Produce(new() { Number = key }, order, TestContext.Current.CancellationToken);
    }

    public Task WaitForAsync(int count) => Eventually.TrueAsync(() => _heard.Count >= count);

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private sealed class OrderConsumer(ConcurrentQueue<ConsumeContext<T>> heard) : IConsumer<T>
    {
        public Task Consume(ConsumeContext<T> context)
        {
            heard.Enqueue(context);
            return Task.CompletedTask;
        }
    }
}
