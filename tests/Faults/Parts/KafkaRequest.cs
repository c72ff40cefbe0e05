namespace Users.Faults.Parts;

/// <summary>The kinds of requests of Kafka's protocol that can be held back.</summary>
public enum KafkaRequest
{
    Produce = 0,
    Fetch = 1,
    OffsetCommit = 8,
}
