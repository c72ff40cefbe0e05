using System.Globalization;
using KafkaRider.EntityFrameworkCore;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Reads from messages what their commands are to the inbox.</summary>
internal sealed class OperationReader(OutcomeTypes outcomes, FormerFingerprints? former = null)
{
    /// <exception cref="InvalidCommandException">The message has no id at all, so executing it only once is not possible.</exception>
    public Operation Read(ConsumeContext context, object command)
    {
        var id = Given(context.CorrelationId) ?? Given(context.RequestId) ?? Given(context.MessageId)
            ?? throw new InvalidCommandException("The message has none of the headers CorrelationId, RequestId and MessageId.");
        return new(id, Given(context.MessageId) ?? id, Digest.Parse(context.Headers.Get<string>(CommandHeaders.Fingerprint)) ?? outcomes.FingerprintOf(command))
        {
            Step = ReadStep(context),
            Caller = context.Headers.Get<string>(CommandHeaders.Caller) is { Length: > 0 } caller ? Digest.OfText(caller) : null,
            SentAt = context.SentTime is { } sentAt ? new DateTimeOffset(sentAt.ToUniversalTime(), TimeSpan.Zero) : null,
            IsAlso = stored => stored == outcomes.FingerprintOf(command) || stored == former?.Of(command),
        };
    }

    private static int ReadStep(ConsumeContext context) => context.Headers.Get<string>(CommandHeaders.Step) switch
    {
        null => 0,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) => step,
        _ => throw new InvalidCommandException($"The header {CommandHeaders.Step} is no number."),
    };

    private static Guid? Given(Guid? id) => id == Guid.Empty ? null : id;
}
