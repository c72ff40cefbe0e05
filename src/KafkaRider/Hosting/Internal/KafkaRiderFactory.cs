using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Internal;

/// <summary>Builds the rider when the bus is built.</summary>
internal sealed class KafkaRiderFactory(Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure, ClientConfig? client = null)
    : IRegistrationRiderFactory<IKafkaRider>
{
    public IBusInstanceSpecification CreateRider(IRiderRegistrationContext context)
    {
        var settings = client ?? context.GetService<ClientConfig>() ?? [];
        var configurator = new KafkaFactoryConfigurator(context, new(settings.ToDictionary(setting => setting.Key, setting => setting.Value)));

        // First: of what happened, a view knows before whoever waits for it on the same topic is told.
        foreach (var registered in context.GetServices<RegisteredFollower>())
        {
            configurator.Follow(registered.Topic, registered.GetFollower(context), registered.GetLagLimit(context));
        }

        configure(context, configurator);
        configurator.TakeClientSettings();

        return configurator;
    }
}
