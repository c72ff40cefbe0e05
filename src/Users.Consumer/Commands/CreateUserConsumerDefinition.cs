using MassTransit;
using Microsoft.Extensions.Options;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

internal sealed class CreateUserConsumerDefinition : ConsumerDefinition<CreateUserConsumer>
{
    public CreateUserConsumerDefinition(IOptions<StoreOptions> options)
    {
        EndpointName = Topics.Commands.Name;

        // Two batches: one that is being executed, and one that gathers meanwhile.
        Endpoint(endpoint => endpoint.PrefetchCount = 2 * options.Value.MaxBatchSize);
    }
}
