using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>Refuses to forget operations while their commands can still come again.</summary>
internal sealed class InboxRetentionValidator(TimeSpan commandLifetime) : IValidateOptions<InboxOptions>
{
    public ValidateOptionsResult Validate(string? name, InboxOptions options) => options.Retention >= commandLifetime
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Inbox:Retention ({options.Retention}) must not be shorter than commands live in their topic ({commandLifetime}): one that comes again would be executed again.");
}
