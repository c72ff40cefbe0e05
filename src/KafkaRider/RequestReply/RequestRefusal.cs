namespace KafkaRider;

/// <summary>Names the reasons for which a request is refused before Kafka acknowledged it.</summary>
public enum RequestRefusal
{
    /// <summary>Replies cannot arrive yet or any more: no reply partition is assigned, or its broker does not answer.</summary>
    NotReady,

    /// <summary>As many requests are in flight as the client allows.</summary>
    TooManyPending,

    /// <summary>Kafka did not acknowledge the request in time: it may have it or not.</summary>
    SendFailed,

    /// <summary>The client is stopping.</summary>
    Stopping,

    /// <summary>Kafka refused the request, so it will never be executed; the same request would be refused again.</summary>
    Refused,
}
