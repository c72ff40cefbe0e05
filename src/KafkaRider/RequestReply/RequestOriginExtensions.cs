using MassTransit;

namespace KafkaRider;

/// <summary>Answers requests from within the consumer of another message.</summary>
public static class RequestOriginExtensions
{
    /// <summary>Answers a request that was consumed before.</summary>
    /// <param name="context">The message that is consumed now.</param>
    /// <param name="origin">Who awaits the answer.</param>
    /// <param name="message">The answer.</param>
    /// <param name="configure">Sets ids and headers; may be <see langword="null"/>.</param>
    /// <returns>A task that ends when the answer is written, or given up: whoever asked may have gone.</returns>
    public static async Task RespondAsync(this ConsumeContext context, RequestOrigin origin, object message, Action<SendContext>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(message);

        var endpoint = await context.GetSendEndpoint(origin.Address).ConfigureAwait(false);
        await endpoint.Send(message, message.GetType(), Pipe.Execute<SendContext>(send =>
        {
            send.RequestId = origin.RequestId;
            send.GetOrAddPayload(() => origin);
            configure?.Invoke(send);
        }), context.CancellationToken).ConfigureAwait(false);
    }
}
