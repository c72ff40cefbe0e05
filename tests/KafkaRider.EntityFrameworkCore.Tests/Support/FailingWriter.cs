using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Writes what a saga sends, and fails once, before or after it: as a process does that is killed there.</summary>
internal sealed class FailingWriter(ICollectedRecordWriter writer, int failingWrite, bool failsAfter) : ICollectedRecordWriter
{
    private int _writes;

    public bool HasFailed => _writes >= failingWrite;

    public static void AddTo(IServiceCollection services, int failingWrite, bool failsAfter)
    {
        var usual = services.Last(service => service.ServiceType == typeof(ICollectedRecordWriter)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<ICollectedRecordWriter>(
            provider => new FailingWriter((ICollectedRecordWriter)usual(provider), failingWrite, failsAfter)));
    }

    public async Task WriteAsync(IEnumerable<CollectedRecord> records, CancellationToken cancellationToken)
    {
        var fails = Interlocked.Increment(ref _writes) == failingWrite;

        if (fails && !failsAfter)
        {
            throw new KafkaException(ErrorCode.Local_MsgTimedOut);
        }

        await writer.WriteAsync(records, cancellationToken);

        if (fails)
        {
            throw new KafkaException(ErrorCode.Local_MsgTimedOut);
        }
    }
}
