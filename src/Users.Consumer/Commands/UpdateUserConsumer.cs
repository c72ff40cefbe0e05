using MassTransit;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

internal sealed class UpdateUserConsumer(CommandProcessor processor) : IConsumer<UpdateUser>
{
    public Task Consume(ConsumeContext<UpdateUser> context)
    {
        var message = context.Message;
        return processor.ProcessAsync(
            context,
            new UpdateUserCommand(context.GetOperation(), ValidUserId.Parse(message.UserId), ValidName.Parse(message.Name), message.ExpectedVersion));
    }
}
