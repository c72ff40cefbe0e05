using MassTransit;
using MassTransit.Serialization;

namespace KafkaRider.Internal;

internal sealed class RecordConsumeContext(ReceiveContext receiveContext, SerializerContext serializerContext)
    : BodyConsumeContext(receiveContext, serializerContext)
{
    // Whether a failure is final is decided outside the pipeline, by the record processor, and it answers the requester then.
    protected override Task GenerateFault<T>(ConsumeContext<T> context, Exception exception) => Task.CompletedTask;
}
