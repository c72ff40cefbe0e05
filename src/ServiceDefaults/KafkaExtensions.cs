using KafkaRider;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Users.Contracts;

namespace Users.ServiceDefaults;

/// <summary>Adds MassTransit on Kafka as every service that consumes has it.</summary>
public static class KafkaExtensions
{
    /// <summary>Adds a bus with a rider; nothing travels over the bus itself.</summary>
    /// <param name="builder">The service to add to.</param>
    /// <param name="configure">Adds consumers and producers, and uses the Kafka that the configuration names under <c>Kafka</c>.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddKafkaRider(this WebApplicationBuilder builder, Action<IRiderRegistrationConfigurator, KafkaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        var kafka = new KafkaOptions();
        builder.Configuration.Bind(KafkaOptions.SectionName, kafka);

        builder.Services.AddMassTransit(bus =>
        {
            // It would report to MassTransit's authors over the network.
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider => configure(rider, kafka));
        });

        return builder;
    }

    /// <summary>Writes and reads messages as the contracts have them, and makes topics that are missing.</summary>
    /// <param name="k">The rider.</param>
    /// <param name="topics">The topics that the service owns, or cannot do without.</param>
    public static void UseContracts(this IKafkaFactoryConfigurator k, IEnumerable<Topic> topics)
    {
        ArgumentNullException.ThrowIfNull(k);
        ArgumentNullException.ThrowIfNull(topics);

        k.UseJson(ContractsJsonContext.Default);
        foreach (var topic in topics)
        {
            k.Topic(topic.Name, topic.Partitions, topic.Retention);
        }
    }
}
