using MassTransit;
using Users.Consumer.Commands;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Bench.Servers.Rabbit;

/// <summary>The peer: the same consumer and store under MassTransit's own transport and request client.</summary>
internal static class RabbitExtensions
{
    public static void AddRabbitApi(this WebApplicationBuilder builder) => builder.Services.AddMassTransit(bus =>
    {
        bus.DisableUsageTelemetry();
        bus.AddRequestClient<CreateUser>(new Uri($"queue:{Topics.Commands.Name}"));
        bus.UsingRabbitMq((_, rabbit) => rabbit.Host(builder.Configuration));
    });

    public static void AddRabbitConsumer(this WebApplicationBuilder builder)
    {
        // Before messaging, as in the consumer.
        builder.Services.AddUserStore();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // The definition brings the name of the queue and as large a prefetch count as with Kafka.
            bus.AddConsumer<CreateUserConsumer, CreateUserConsumerDefinition>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(builder.Configuration);
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    private static void Host(this IRabbitMqBusFactoryConfigurator rabbit, IConfiguration configuration) =>
        rabbit.Host("localhost", configuration.GetValue<ushort>("RabbitMq:Port"), "/", _ => { });
}
