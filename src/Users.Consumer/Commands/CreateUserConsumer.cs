using MassTransit;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

internal sealed class CreateUserConsumer(CommandProcessor processor) : IConsumer<CreateUser>
{
    public Task Consume(ConsumeContext<CreateUser> context)
    {
        var message = context.Message;
        var name = ValidName.Parse(message.Name);
        return processor.ProcessAsync(
            context, new CreateUserCommand(context.GetOperation(), Fingerprint.Of(message, context.GetFingerprint()), name));
    }
}
