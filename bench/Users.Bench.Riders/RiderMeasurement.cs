using Confluent.Kafka;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Users.Bench.Riders;

/// <summary>Sends records through the rider that this program was built with, with the settings that it has by itself.</summary>
internal static class RiderMeasurement
{
    /// <summary>Consumes a topic that has all records already, with a consumer that does nothing. The first of them, the warm-up, are not measured.</summary>
    public static async Task<Figures> ConsumeAsync(string servers, string topic, int records, int warmUp)
    {
        var count = new OrderCount(warmUp, records);
        await using var provider = Build(rider =>
        {
            rider.AddSingleton(count);
            rider.AddConsumer<CountingConsumer>();
            rider.UsingKafka((context, k) =>
            {
                k.Host(servers);
                k.TopicEndpoint<Order>(topic, $"{topic}-{Guid.NewGuid():N}", endpoint =>
                {
                    endpoint.AutoOffsetReset = AutoOffsetReset.Earliest;
                    endpoint.ConfigureConsumer<CountingConsumer>(context);
                });
            });
        });
        var bus = provider.GetRequiredService<IBusControl>();
        await bus.StartAsync();
        var figures = await count.Done;
        await bus.StopAsync();
        return figures;
    }

    /// <summary>Produces records, so many at a time, each of which waits until Kafka has it. Others go before them that are not measured.</summary>
    public static async Task<Figures> ProduceAsync(string servers, string topic, int records, int atATime, int warmUp)
    {
        await using var provider = Build(rider =>
        {
            rider.AddProducer<string, Order>(topic);
            rider.UsingKafka((_, k) => k.Host(servers));
        });
        var bus = provider.GetRequiredService<IBusControl>();
        await bus.StartAsync();
        await using var scope = provider.CreateAsyncScope();
        var producer = scope.ServiceProvider.GetRequiredService<ITopicProducer<string, Order>>();

        await ProduceAsync(producer, warmUp, atATime);
        var watches = new Stopwatches();
        await ProduceAsync(producer, records, atATime);
        var figures = watches.Stop(records);
        await bus.StopAsync();
        return figures;
    }

    private static Task ProduceAsync(ITopicProducer<string, Order> producer, int records, int atATime)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, atATime).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number <= records; number = Interlocked.Increment(ref next))
            {
                var order = Orders.Make(number);
                await producer.Produce(order.Number, order);
            }
        }));
    }

    private static ServiceProvider Build(Action<IRiderRegistrationConfigurator> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(configure);
        });
        return services.BuildServiceProvider();
    }
}
