using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Users.Consumer.Inbox;

/// <summary>Configures how long executed operations are remembered.</summary>
internal sealed class InboxOptions
{
    public const string SectionName = "Inbox";

    /// <summary>Gets or sets how long a command given again gets the outcome of the first; after that it is executed as a new one.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Gets or sets the time between two runs that delete what is older.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how many rows one statement deletes.</summary>
    [Range(1, 10_000)]
    public int PurgeStepSize { get; set; } = 1000;

    /// <summary>Gets or sets the pause between two such statements. With it the purge is faster than commands can come.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan PurgeStepPause { get; set; } = TimeSpan.FromMilliseconds(25);
}

[OptionsValidator]
internal sealed partial class InboxOptionsValidator : IValidateOptions<InboxOptions>;
