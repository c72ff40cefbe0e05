using MassTransit;
using Users.Contracts;

namespace Users.Api.Tests.Fixtures;

/// <summary>Answers only when the test lets it.</summary>
internal sealed class GatedConsumer(Gate gate) : IConsumer<CreateUser>
{
    public async Task Consume(ConsumeContext<CreateUser> context)
    {
        gate.SetReached();
        await gate.Opened;
        await context.RespondAsync(new UserCreated(Guid.CreateVersion7(), context.Message.Name, 1, TimeProvider.System.GetUtcNow()));
    }
}
