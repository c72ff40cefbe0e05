using Confluent.Kafka;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Sends requests and awaits their replies, for all request clients of a process.</summary>
internal sealed class Requester(
    KafkaProducer producer, PendingRequests pending, ReplyConsumer replies, BrokerMonitor monitor, KafkaJsonSerializer serializer,
    KafkaRequestClientOptions options, RiderMetrics metrics)
{
    public KafkaJsonSerializer Serializer => serializer;

    public TimeSpan DefaultTimeout => options.Timeout;

    /// <summary>Gets where replies arrive.</summary>
    /// <exception cref="RequestNotAcceptedException">They cannot arrive, or requests cannot leave.</exception>
    public Uri GetResponseAddress(Guid requestId)
    {
        if (replies.ResponseAddress is not { } address)
        {
            throw new RequestNotAcceptedException(RequestRefusal.NotReady, requestId, $"Replies cannot arrive: {replies.Status.Description}.");
        }

        if (!monitor.Status.IsReady)
        {
            throw new RequestNotAcceptedException(RequestRefusal.NotReady, requestId, $"Requests cannot be sent: {monitor.Status.Description}.");
        }

        return address;
    }

    /// <summary>Sends one request and awaits the reply to it.</summary>
    /// <exception cref="RequestNotAcceptedException">The request was refused, or Kafka did not acknowledge it.</exception>
    /// <exception cref="RequestTimeoutException">No reply arrived in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Message<byte[], byte[]>> RequestAsync(
        string topic, Guid requestId, Guid messageId, Message<byte[], byte[]> record, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = pending.Add(requestId, messageId, timeout);
        var result = "replied";
        try
        {
            using var cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((PendingRequest)state!).TrySetCanceled(token), request);
            _ = SendAsync(topic, request, record);
            return await request.Task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            result = exception switch
            {
                RequestTimeoutException => "timeout",
                OperationCanceledException => "canceled",
                RequestNotAcceptedException { Reason: RequestRefusal.Stopping } => "stopped",
                _ => "send_failed",
            };
            throw;
        }
        finally
        {
            pending.Remove(request, answered: result == "replied");
            metrics.Finished(result);
        }
    }

    private async Task SendAsync(string topic, PendingRequest request, Message<byte[], byte[]> record)
    {
        try
        {
            await producer.ProduceAsync(new(topic, Partition.Any), record).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            request.TrySetException(new RequestNotAcceptedException(
                RequestRefusal.SendFailed, request.RequestId, $"Kafka did not acknowledge the request: {exception.Message}.", exception));
        }
    }
}
