using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Says on the wire which operation a command is, which command exactly, and whose.</summary>
internal readonly record struct CommandIdentity(Guid OperationId, Fingerprint Fingerprint, ulong? Caller)
{
    public void ApplyTo(SendContext context)
    {
        context.CorrelationId = OperationId;
        context.Headers.Set(CommandHeaders.Fingerprint, Fingerprint.ToString());

        if (Caller is { } caller)
        {
            context.Headers.Set(CommandHeaders.Caller, CallerKeys.ToHeader(caller));
        }
    }
}
