using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Is the lock of a record, which Kafka does not have: an offset is committed by the checkpoint instead.</summary>
internal sealed class NoLock : ReceiveLockContext
{
    public static readonly NoLock Instance = new();

    public Task Complete() => Task.CompletedTask;

    public Task Faulted(Exception exception) => Task.CompletedTask;

    public Task ValidateLockStatus() => Task.CompletedTask;
}
