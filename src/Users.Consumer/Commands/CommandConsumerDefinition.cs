using MassTransit;
using Microsoft.Extensions.Options;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

/// <summary>Places the consumers of all commands on one endpoint, as they are on one topic.</summary>
internal abstract class CommandConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected CommandConsumerDefinition(IOptions<StoreOptions> options)
    {
        EndpointName = Topics.Commands.Name;

        Endpoint(endpoint => endpoint.PrefetchCount = options.Value.GetPrefetchCount());
    }
}
