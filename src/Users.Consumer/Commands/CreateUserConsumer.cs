using MassTransit;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

internal sealed class CreateUserConsumer(CommandProcessor processor) : IConsumer<CreateUser>
{
    public Task Consume(ConsumeContext<CreateUser> context) =>
        processor.ProcessAsync(context, new CreateUserCommand(context.GetOperation(), ValidName.Parse(context.Message.Name)));
}
