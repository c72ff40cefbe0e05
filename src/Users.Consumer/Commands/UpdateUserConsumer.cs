using MassTransit;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

internal sealed class UpdateUserConsumer(CommandProcessor processor) : IConsumer<UpdateUser>
{
    public Task Consume(ConsumeContext<UpdateUser> context)
    {
        var message = context.Message;
        var (userId, name) = (ValidUserId.Parse(message.UserId), ValidName.Parse(message.Name));
        return processor.ProcessAsync(
            context,
            new UpdateUserCommand(
                context.GetOperation(), Fingerprint.Of(message, context.GetFingerprint()), userId, name, new(message.ExpectedVersion, message.ExpectedVersions)));
    }
}
