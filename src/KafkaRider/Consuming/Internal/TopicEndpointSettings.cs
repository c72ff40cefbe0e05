namespace KafkaRider.Internal;

/// <summary>Holds what is configured of one topic endpoint.</summary>
internal sealed class TopicEndpointSettings(string topic, string groupId, string prefix = "")
{
    /// <summary>Gets what stands before the name of every topic and group.</summary>
    public string Prefix => prefix;

    public string Topic { get; } = prefix + topic;

    public string GroupId { get; } = prefix + groupId;

    public int MaxInFlight { get; set; } = 1024;

    public int MessageLimit { get; set; } = 10_000;

    /// <summary>Gets or sets how many records may be with their consumers at a time; <see langword="null"/> is as many as are in flight.</summary>
    public int? ConcurrentMessageLimit { get; set; }

    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long the client may wait for an answer to where the group's coordinator is.</summary>
    public TimeSpan CoordinatorLimit { get; set; } = TimeSpan.FromSeconds(30);

    public string DeadLetterTopic { get; set; } = $"{prefix}{topic}.dead-letter";

    /// <summary>Gets or sets what finds the id of whom the group executes for; <see langword="null"/> is anybody.</summary>
    public Func<CancellationToken, Task<Guid>>? FindOwner { get; set; }

    /// <summary>Gets or sets what whom the group executes for is called.</summary>
    public string OwnerKind { get; set; } = "owner";

    public Func<Exception, bool> IsTransient { get; set; } = static _ => false;

    /// <summary>Returns what a failure is worth, or <see langword="null"/> if it is the record's own, and the record is to be given up.</summary>
    public FailureKind? Classify(Exception exception)
    {
        try
        {
            return KafkaFailures.Classify(exception) ?? (PassesByItself(exception) ? FailureKind.PassesByItself : null);
        }
        catch (Exception)
        {
            // Whoever was asked whether it passes does not know either.
            return FailureKind.Unknown;
        }
    }

    private bool PassesByItself(Exception exception) =>
        exception is TimeoutException or OperationCanceledException || IsTransient(exception)
        || (exception is AggregateException aggregate && aggregate.InnerExceptions.Any(PassesByItself))
        || (exception.InnerException is { } inner && PassesByItself(inner));
}
