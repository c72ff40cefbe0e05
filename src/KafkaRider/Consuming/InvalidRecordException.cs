namespace KafkaRider;

/// <summary>Says why a record can never be consumed: it is the reason of a dead letter.</summary>
public sealed class InvalidRecordException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="InvalidRecordException"/> class.</summary>
    /// <param name="message">What is wrong with the record, for a person to read.</param>
    public InvalidRecordException(string message)
        : base(message)
    {
    }
}
