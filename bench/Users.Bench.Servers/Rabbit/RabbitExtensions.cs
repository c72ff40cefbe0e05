using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Microsoft.Extensions.Options;
using Users.Consumer;
using Users.Consumer.Users;
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
        builder.Services.AddUsersInbox();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<CreateUserConsumer>().Endpoint(endpoint => endpoint.Name = Topics.Commands.Name);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(builder.Configuration);
                // As large as with Kafka.
                rabbit.PrefetchCount = context.GetRequiredService<IOptions<StoreOptions>>().Value.GetPrefetchCount();
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    private static void Host(this IRabbitMqBusFactoryConfigurator rabbit, IConfiguration configuration) =>
        rabbit.Host("localhost", configuration.GetValue<ushort>("RabbitMq:Port"), "/", _ => { });
}
