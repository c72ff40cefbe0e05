using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Users.Consumer.Store;

/// <summary>Configures how commands are executed against the database.</summary>
internal sealed class StoreOptions
{
    public const string SectionName = "Store";

    /// <summary>Gets or sets the database; it comes from <c>ConnectionStrings:Users</c>.</summary>
    [Required(ErrorMessage = "ConnectionStrings:Users is missing: it names the database, as in 'Server=localhost;Database=users;User ID=...'.")]
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets how many commands one transaction executes at most.</summary>
    [Range(1, 4096)]
    public int MaxBatchSize { get; set; } = 256;

    /// <summary>Gets or sets how many commands wait at most; more wait outside, which slows their sender down.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 4096;

    /// <summary>Gets or sets how many transactions run at once.</summary>
    [Range(1, 64)]
    public int Writers { get; set; } = 1;

    /// <summary>Gets or sets how long one round trip to the database may take; parts of a second count as a whole one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long a transaction waits for a lock that another one holds; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:50")]
    public TimeSpan LockWaitTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how often a batch is tried before its commands fail as unavailable, for the sender to try again.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>Gets or sets the pause before the second attempt; it doubles with every further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Returns how many commands are taken at a time: a batch that is being executed, one that gathers meanwhile, and as many whose outcomes are
    /// on their way to Kafka.
    /// </summary>
    public int GetPrefetchCount() => 4 * MaxBatchSize;
}

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
