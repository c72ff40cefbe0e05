using MassTransit;

namespace KafkaRider;

/// <summary>Sends requests whose reply nobody awaits: whoever executes one, does not answer it.</summary>
/// <typeparam name="TRequest">The type of the request.</typeparam>
/// <remarks>Is safe for concurrent use. Requests that are not acknowledged yet count as pending, so too many are refused at once.</remarks>
public interface IRequestSender<TRequest>
    where TRequest : class
{
    /// <summary>Sends a request.</summary>
    /// <param name="message">The request.</param>
    /// <param name="configure">Sets ids and headers; may be <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; the request may be sent all the same.</param>
    /// <returns>A task that ends when Kafka has acknowledged the request.</returns>
    /// <exception cref="RequestNotAcceptedException">The request was refused, or Kafka did not acknowledge it.</exception>
    Task SendAsync(TRequest message, Action<SendContext<TRequest>>? configure, CancellationToken cancellationToken);
}
