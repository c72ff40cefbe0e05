namespace KafkaRider.Internal;

/// <summary>Has records consumed, in the order that they need.</summary>
internal interface IRecordDispatcher
{
    /// <summary>Has a record consumed as soon as may be. Does not wait for it.</summary>
    void Dispatch(ConsumedRecord record);
}
