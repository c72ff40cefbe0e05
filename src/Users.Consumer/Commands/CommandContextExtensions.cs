using MassTransit;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Commands;

internal static class CommandContextExtensions
{
    /// <summary>Reads which operation a message is about.</summary>
    /// <exception cref="InvalidCommandException">The message has no id at all, so executing it only once is not possible.</exception>
    public static Operation GetOperation(this ConsumeContext context)
    {
        var operationId = Given(context.CorrelationId) ?? Given(context.RequestId) ?? Given(context.MessageId)
            ?? throw new InvalidCommandException("The message has none of the headers CorrelationId, RequestId and MessageId.");

        return new Operation(operationId, Given(context.MessageId) ?? operationId);
    }

    /// <summary>Returns the fingerprint that the sender gave the command, if it gave it one.</summary>
    public static string? GetFingerprint(this ConsumeContext context) => context.Headers.Get<string>(CommandFingerprint.HeaderName);

    private static Guid? Given(Guid? id) => id == Guid.Empty ? null : id;
}
