using MassTransit;
using Users.Contracts;

namespace Users.Api.Tests.Fixtures;

internal sealed class FaultingConsumer : IConsumer<CreateUser>
{
    public const string Secret = "row of Ada in table users";

    public Task Consume(ConsumeContext<CreateUser> context) => throw new InvalidOperationException(Secret);
}
