using MassTransit;

namespace KafkaRider.Testing.Internal;

/// <summary>Sends over the harness what would be sent over Kafka.</summary>
internal sealed class InMemoryRequestSender<TRequest>(IBus bus) : IRequestSender<TRequest>
    where TRequest : class
{
    public Task SendAsync(TRequest message, Action<SendContext<TRequest>>? configure, CancellationToken cancellationToken) =>
        bus.Publish(message, context => configure?.Invoke(context), cancellationToken);
}
