using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts.Registrations;

namespace Users.Registrations.Mails;

/// <summary>Writes the mail that welcomes a new user into a table, in place of a mail server.</summary>
/// <remarks>
/// It belongs to this service, which is the only one that sends it, and is a command of its own all the same: registrations go on, while the inbox
/// sees to it that a mail is written once, however often the command comes. What is to deliver the rows can do so in its own time.
/// </remarks>
internal sealed class SendWelcomeMailConsumer(IInbox<RegistrationsDbContext> inbox) : IConsumer<SendWelcomeMail>
{
    public Task Consume(ConsumeContext<SendWelcomeMail> context) =>
        inbox.ExecuteAsync(context, new SendWelcomeMailDecision(inbox.ReadOperation(context).Id, context.Message));
}

internal sealed class SendWelcomeMailDecision(Guid operationId, SendWelcomeMail command) : IBatchDecision<MailSet>
{
    public bool NeedsRows => false;

    public void Name(MailSet rows)
    {
    }

    public object Decide(MailSet rows, DateTime now)
    {
        rows.Add(new()
        {
            OperationId = operationId,
            UserId = command.UserId,
            Text = $"Welcome, {command.Name}! Your promo code takes off {command.Discount} %.",
            CreatedAt = now,
        });

        return new WelcomeMailSent(command.UserId, new DateTimeOffset(now, TimeSpan.Zero));
    }
}
