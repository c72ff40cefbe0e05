using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Configures how long executed operations are remembered.</summary>
public sealed class InboxOptions
{
    /// <summary>The configuration section that the options bind to.</summary>
    public const string SectionName = "Inbox";

    /// <summary>Gets or sets how long a command given again gets the outcome of the first.</summary>
    /// <value>
    /// From 1 day to 10 years, and not less than commands live in their topic. The default is 7 days. An older command whose outcome is not
    /// known any more is refused.
    /// </value>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Gets or sets the time between two runs that delete what is older.</summary>
    /// <value>From 1 second to 1 day. The default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how many rows one statement deletes.</summary>
    /// <value>From 1 to 10,000. The default is 1,000.</value>
    [Range(1, 10_000)]
    public int PurgeStepSize { get; set; } = 1000;

    /// <summary>Gets or sets the pause between two such statements. With it the purge is faster than commands can come.</summary>
    /// <value>Up to 1 minute. The default is 25 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan PurgeStepPause { get; set; } = TimeSpan.FromMilliseconds(25);
}

[OptionsValidator]
internal sealed partial class InboxOptionsValidator : IValidateOptions<InboxOptions>;
