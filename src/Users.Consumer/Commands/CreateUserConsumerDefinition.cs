using Microsoft.Extensions.Options;
using Users.Consumer.Store;

namespace Users.Consumer.Commands;

internal sealed class CreateUserConsumerDefinition(IOptions<StoreOptions> options) : CommandConsumerDefinition<CreateUserConsumer>(options);
