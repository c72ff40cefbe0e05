using System.Text.Json;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Metadata;

namespace KafkaRider.Internal;

/// <summary>Is a fault that was received as a reply.</summary>
internal sealed class KafkaFault(RecordFault fault) : Fault
{
    private const string UrnPrefix = "urn:message:MassTransit:";

    public Guid FaultId => fault.FaultId;

    public Guid? FaultedMessageId => fault.FaultedMessageId;

    public DateTime Timestamp => fault.Timestamp;

    public ExceptionInfo[] Exceptions { get; } = [.. (fault.Exceptions ?? []).Select(cause => new Cause(cause))];

    public HostInfo Host => HostMetadataCache.Empty;

    public string[] FaultMessageTypes => fault.FaultMessageTypes ?? [];

    /// <summary>Reads a reply as a fault, or returns <see langword="null"/> if it is none.</summary>
    public static KafkaFault? TryRead(Message<byte[], byte[]> reply)
    {
        var types = reply.Headers.GetMessageTypes();
        if (!types.Any(type => type.StartsWith(UrnPrefix, StringComparison.Ordinal) && type.Contains("Fault", StringComparison.Ordinal)))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<RecordFault>(reply.Value, JsonSerializerOptions.Web) is { } fault ? new(fault) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Cause(RecordFault.Cause cause) : ExceptionInfo
    {
        public string ExceptionType => cause.ExceptionType;

        public ExceptionInfo? InnerException => null;

        public string StackTrace => string.Empty;

        public string Message => cause.Message;

        public string Source => string.Empty;

        public IDictionary<string, object>? Data => null;
    }
}
