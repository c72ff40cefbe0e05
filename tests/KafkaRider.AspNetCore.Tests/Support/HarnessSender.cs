using MassTransit;

namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Sends over the harness what would be sent over Kafka.</summary>
internal sealed class HarnessSender<TRequest>(IBus bus) : IRequestSender<TRequest>
    where TRequest : class
{
    public Task SendAsync(TRequest message, Action<SendContext<TRequest>>? configure, CancellationToken cancellationToken) =>
        bus.Publish(message, context => configure?.Invoke(context), cancellationToken);
}
