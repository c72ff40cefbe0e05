using MassTransit;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

internal sealed class DeleteUserConsumer(CommandProcessor processor) : IConsumer<DeleteUser>
{
    public Task Consume(ConsumeContext<DeleteUser> context)
    {
        var message = context.Message;
        return processor.ProcessAsync(
            context,
            new DeleteUserCommand(
                context.GetOperation(), Fingerprint.Of(message, context.GetFingerprint()), ValidUserId.Parse(message.UserId),
                new(message.ExpectedVersion, message.ExpectedVersions)));
    }
}
