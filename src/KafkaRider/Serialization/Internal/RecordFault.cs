using System.Text.Json;

namespace KafkaRider.Internal;

/// <summary>Is the body of a fault on the wire: MassTransit's <c>Fault</c> without stack traces, which are the dead letter's alone.</summary>
internal sealed record RecordFault(
    Guid FaultId, Guid? FaultedMessageId, DateTime Timestamp, IReadOnlyList<RecordFault.Cause> Exceptions, string[] FaultMessageTypes, string Machine,
    JsonElement? Message = null)
{
    internal sealed record Cause(string ExceptionType, string Message);
}
