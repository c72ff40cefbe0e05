using MassTransit;

namespace Users.Bench.Servers.Rider;

internal sealed class BlobConsumer : IConsumer<Blob>
{
    public Task Consume(ConsumeContext<Blob> context) => context.RespondAsync(new BlobReceived(context.Message.Content));
}
