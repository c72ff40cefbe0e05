using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Fails a record that no consumer took, so that it does not pass as consumed.</summary>
internal sealed class UnconsumedRecordFilter : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => throw new InvalidRecordException(
        $"No consumer takes message type '{(context.TransportHeaders.TryGetHeader(KafkaHeaderNames.MessageType, out var type) ? type : "none")}' with this content.");

    public void Probe(ProbeContext context) => context.CreateFilterScope("unconsumed");
}
