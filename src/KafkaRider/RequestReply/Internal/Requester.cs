using Confluent.Kafka;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Sends requests and awaits their replies, for all request clients of a process.</summary>
internal sealed partial class Requester(
    string prefix, KafkaProducer producer, PendingRequests pending, ReplyConsumer replies, BrokerMonitor monitor, KafkaJsonSerializer serializer,
    RefusedTopics refused, KafkaRequestClientOptions options, RiderMetrics metrics, TimeProvider time, ILogger<Requester> logger)
{
    private readonly LogBudget _refusals = new(time);

    /// <summary>Gets what stands before the names of the topics that requests go to.</summary>
    public string Prefix => prefix;

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

        ThrowIfNotSendable(requestId);
        return address;
    }

    /// <summary>Sends one request to which there is no reply.</summary>
    /// <exception cref="RequestNotAcceptedException">The request was refused, or Kafka did not acknowledge it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task SendAsync(
        string topic, Guid requestId, Guid messageId, Message<byte[], byte[]> record, CancellationToken cancellationToken)
    {
        ThrowIfNotSendable(requestId);
        cancellationToken.ThrowIfCancellationRequested();
        var request = pending.Add(requestId, messageId, options.Timeout);
        var started = time.GetTimestamp();
        var result = "send_failed";
        try
        {
            if (await SendAsync(topic, requestId, record, continueInline: false).WaitAsync(cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                throw refusal;
            }

            result = "sent";
        }
        catch (OperationCanceledException)
        {
            result = "canceled";
            throw;
        }
        finally
        {
            pending.Remove(request, answered: false);
            metrics.Finished(result, time.GetElapsedTime(started));
        }
    }

    /// <summary>Sends one request and awaits the reply to it.</summary>
    /// <exception cref="RequestNotAcceptedException">The request was refused, or Kafka did not acknowledge it.</exception>
    /// <exception cref="RequestTimeoutException">Kafka has acknowledged the request, but no reply arrived in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Message<byte[], byte[]>> RequestAsync(
        string topic, Guid requestId, Guid messageId, Message<byte[], byte[]> record, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = pending.Add(requestId, messageId, timeout);
        var started = time.GetTimestamp();
        var result = "replied";
        try
        {
            using var cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((PendingRequest)state!).TrySetCanceled(token), request);
            // Most often nobody waits for that: the reply is what the caller waits for, and it comes later.
            var sending = SendAsync(topic, requestId, record, continueInline: true);
            _ = EndIfRefusedAsync(sending, request);
            return await AwaitReplyAsync(sending, request).ConfigureAwait(false);
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
            metrics.Finished(result, time.GetElapsedTime(started));
        }
    }

    // Only what Kafka has is only late. When the time is up before that is known, it is not long: the producer has a time limit, too.
    private static async Task<Message<byte[], byte[]>> AwaitReplyAsync(Task<RequestNotAcceptedException?> sending, PendingRequest request)
    {
        try
        {
            return await request.Task.ConfigureAwait(false);
        }
        catch (RequestTimeoutException)
        {
            var refusal = await sending.ConfigureAwait(false);

            // Away from the thread of the acknowledgements, before the caller goes on.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

            if (refusal is not null)
            {
                throw refusal;
            }

            throw;
        }
    }

    private static async Task EndIfRefusedAsync(Task<RequestNotAcceptedException?> sending, PendingRequest request)
    {
        if (await sending.ConfigureAwait(false) is { } refusal)
        {
            request.TrySetException(refusal);
        }
    }

    /// <summary>Sends a record, and returns how that failed, if it did.</summary>
    private async Task<RequestNotAcceptedException?> SendAsync(
        string topic, Guid requestId, Message<byte[], byte[]> record, bool continueInline)
    {
        try
        {
            await producer.ProduceAsync(new(topic, Partition.Any), record, continueInline).ConfigureAwait(false);
            refused.Taken(topic);
            return null;
        }
        catch (ProduceException<byte[], byte[]> exception) when (KafkaFailures.Classify(exception.Error.Code) == FailureKind.NeverPasses
            && exception.DeliveryResult is null or { Status: PersistenceStatus.NotPersisted })
        {
            refused.Refused(topic, exception.Error);
            if (_refusals.TryTake(out var leftOut))
            {
                LogRefused(topic, KafkaFailures.Explain(exception.Error), leftOut);
            }

            return new(RequestRefusal.Refused, requestId, $"Kafka refused the request: {exception.Message}.", exception);
        }
        catch (Exception exception)
        {
            return new(RequestRefusal.SendFailed, requestId, $"Kafka did not acknowledge the request: {exception.Message}.", exception);
        }
    }

    private void ThrowIfNotSendable(Guid requestId)
    {
        if (!monitor.Status.IsReady)
        {
            throw new RequestNotAcceptedException(RequestRefusal.NotReady, requestId, $"Requests cannot be sent: {monitor.Status.Description}.");
        }
    }

    [LoggerMessage(
        LogLevel.Error, "Kafka refuses requests to {Topic}: {Reason} ({LeftOut} more were refused and not logged)", EventName = "RequestRefused")]
    private partial void LogRefused(string topic, string reason, long leftOut);
}
