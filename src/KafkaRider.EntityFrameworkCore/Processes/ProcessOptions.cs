using System.ComponentModel.DataAnnotations;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Configures how patient a process is.</summary>
public class ProcessOptions
{
    /// <summary>Gets or sets how long a step may take, with all of its attempts, before its outcome counts as unknown.</summary>
    /// <value>From 1 second to 7 days. The default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan StepTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long all steps together may take before what is done is undone.</summary>
    /// <value>From 1 second to 30 days. The default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how often a step that fails is tried; one that is refused is not tried again.</summary>
    /// <value>From 1 to 100. The default is 3.</value>
    [Range(1, 100)]
    public int Attempts { get; set; } = 3;

    /// <summary>Gets or sets how often a compensation is tried, and a step from which there is no way back, before it waits for an operator.</summary>
    /// <value>From 1 to 1,000. The default is 10.</value>
    [Range(1, 1000)]
    public int CompensationAttempts { get; set; } = 10;

    /// <summary>Gets or sets the pause before the second attempt; it doubles with every further one.</summary>
    /// <value>From 10 milliseconds to 1 minute. The default is half a second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets the longest pause between attempts.</summary>
    /// <value>From 10 milliseconds to 1 day. The default is 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    internal TimeSpan DelayAfter(int attempt)
    {
        var delay = RetryDelay * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        return delay < MaxRetryDelay ? delay : MaxRetryDelay;
    }
}
