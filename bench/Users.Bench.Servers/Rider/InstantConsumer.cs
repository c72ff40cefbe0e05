using MassTransit;
using Users.Contracts;

namespace Users.Bench.Servers.Rider;

/// <summary>Does what the consumer of commands does, publishing and answering, with an outcome that needs no database.</summary>
internal sealed class InstantConsumer : IConsumer<CreateUser>
{
    public Task Consume(ConsumeContext<CreateUser> context)
    {
        var now = DateTimeOffset.UtcNow;
        var created = new UserCreated(Guid.CreateVersion7(now), context.Message.Name, Version: 1, now);

        return Task.WhenAll(
            context.Publish(created, publish => publish.CorrelationId = context.CorrelationId, context.CancellationToken),
            context.RespondAsync(created, respond => respond.CorrelationId = context.CorrelationId));
    }
}
