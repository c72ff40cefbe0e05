using Microsoft.Extensions.Options;
using Users.Consumer.Store;

namespace Users.Consumer.Commands;

internal sealed class DeleteUserConsumerDefinition(IOptions<StoreOptions> options) : CommandConsumerDefinition<DeleteUserConsumer>(options);
