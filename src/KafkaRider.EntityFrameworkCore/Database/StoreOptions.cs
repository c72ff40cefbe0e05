using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Configures how commands are executed against the database.</summary>
public sealed class StoreOptions
{
    /// <summary>The configuration section that the options bind to.</summary>
    public const string SectionName = "Store";

    /// <summary>Gets or sets the connection string of the database.</summary>
    /// <value>By default that of <c>ConnectionStrings</c> which the inbox was registered with. It has to name a database.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets how many commands one transaction executes at most.</summary>
    /// <value>From 1 to 4,096. The default is 256.</value>
    [Range(1, 4096)]
    public int MaxBatchSize { get; set; } = 256;

    /// <summary>Gets or sets how many commands wait at most; more wait outside, which slows their sender down.</summary>
    /// <value>From 1 to 1,000,000. The default is 4,096.</value>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 4096;

    /// <summary>Gets or sets how many transactions run at once.</summary>
    /// <value>From 1 to 64. The default is 1.</value>
    [Range(1, 64)]
    public int Writers { get; set; } = 1;

    /// <summary>Gets or sets how long one round trip to the database may take, and one decision with all that it asks the database.</summary>
    /// <value>From half a second to 5 minutes. The default is 10 seconds. For the driver parts of a second count as a whole one.</value>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long a transaction waits for a lock that another one holds.</summary>
    /// <value>Whole seconds from 1 to 50, and less than <see cref="CommandTimeout"/>. The default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:50")]
    public TimeSpan LockWaitTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how often a batch is tried before its commands fail as unavailable, for the sender to try again.</summary>
    /// <value>From 1 to 100. The default is 4.</value>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>Gets or sets the pause before the second attempt; it doubles with every further one.</summary>
    /// <value>From 1 millisecond to 10 seconds. The default is 50 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Returns how many commands are to be taken at a time: a batch that is being executed, one that gathers meanwhile, and as many whose
    /// outcomes are on their way to Kafka.
    /// </summary>
    /// <returns>Four times <see cref="MaxBatchSize"/>.</returns>
    public int GetPrefetchCount() => 4 * MaxBatchSize;
}

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
