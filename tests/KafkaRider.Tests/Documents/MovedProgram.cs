using Confluent.Kafka;
using KafkaRider;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Moved;

/// <summary>The program that docs/from-masstransit-kafka.md shows, line for line.</summary>
public static class MovedProgram
{
    public static IServiceCollection AddOrders(this IServiceCollection services, string server) =>
        services.AddMassTransit(bus =>
        {
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                rider.AddConsumer<OrderConsumer>();
                rider.AddProducer<string, OrderShipped>("shipped", context => context.Message.Number);
                rider.UsingKafka((context, k) =>
                {
                    k.Host(server);
                    k.TopicEndpoint<string, OrderPlaced>("orders", "shipping", endpoint =>
                    {
                        endpoint.AutoOffsetReset = AutoOffsetReset.Earliest;
                        endpoint.CheckpointInterval = TimeSpan.FromSeconds(1);
                        endpoint.ConcurrentMessageLimit = 10;
                        endpoint.UseMessageRetry(retry => retry.Interval(3, TimeSpan.FromSeconds(1)));
                        endpoint.CreateIfMissing(topic => topic.NumPartitions = 3);
                        endpoint.ConfigureConsumer<OrderConsumer>(context);
                    });
                });
            });
        });
}

public sealed record OrderPlaced(string Number);

public sealed record OrderShipped(string Number);

public sealed class OrderConsumer(ITopicProducer<OrderShipped> producer) : IConsumer<OrderPlaced>
{
    public Task Consume(ConsumeContext<OrderPlaced> context) =>
        producer.Produce(new OrderShipped(context.Message.Number), context.CancellationToken);
}
