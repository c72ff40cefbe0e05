using System.ComponentModel.DataAnnotations;

namespace KafkaRider;

/// <summary>Configures how the request clients of a process receive replies.</summary>
public sealed class KafkaRequestClientOptions
{
    /// <summary>The configuration section the options bind to by convention.</summary>
    public const string SectionName = "Kafka:RequestClient";

    /// <summary>Gets or sets the topic on which this process receives replies.</summary>
    /// <value>Required. There is no default.</value>
    [Required]
    public string ReplyTopic { get; set; } = string.Empty;

    /// <summary>Gets or sets the partition of <see cref="ReplyTopic"/> that this process reads.</summary>
    /// <value>
    /// By default <see langword="null"/>: one that no other process seems to use is taken at random. Sharing a partition is safe; each
    /// process then also reads, and drops, the other's replies.
    /// </value>
    [Range(0, int.MaxValue)]
    public int? ReplyPartition { get; set; }

    /// <summary>Gets or sets how many requests may await their reply at a time.</summary>
    /// <value>From 1 to 1,000,000. The default is 2,000. One more is refused at once.</value>
    [Range(1, 1_000_000)]
    public int MaxPending { get; set; } = 2_000;

    /// <summary>Gets or sets how long a caller waits for a reply unless it says otherwise.</summary>
    /// <value>From 100 milliseconds to 5 minutes. The default is 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal KafkaRequestClientOptions WithPrefix(string prefix)
    {
        var prefixed = (KafkaRequestClientOptions)MemberwiseClone();
        prefixed.ReplyTopic = prefix + ReplyTopic;
        return prefixed;
    }
}
