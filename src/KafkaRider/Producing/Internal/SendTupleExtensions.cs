using MassTransit;

namespace KafkaRider.Internal;

internal static class SendTupleExtensions
{
    /// <summary>Writes a message to the topic of its producer, as what follows from what a state machine consumes.</summary>
    public static Task ProduceAsync<TMessage>(this SendTuple<TMessage> message, ConsumeContext cause)
        where TMessage : class =>
        cause.GetServiceOrCreateInstance<ITopicProducer<TMessage>>().Produce(message.Message, message.Pipe, cause.CancellationToken);
}
