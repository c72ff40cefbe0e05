using Microsoft.Extensions.Options;
using Users.Consumer.Store;

namespace Users.Consumer.Commands;

internal sealed class UpdateUserConsumerDefinition(IOptions<StoreOptions> options) : CommandConsumerDefinition<UpdateUserConsumer>(options);
