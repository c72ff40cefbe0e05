using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using MassTransit;
using MassTransit.Context;
using MassTransit.Initializers;

namespace KafkaRider.Internal;

/// <summary>Is MassTransit's request client over Kafka. The members that only vary the arguments are in the other part.</summary>
internal sealed partial class KafkaRequestClient<TRequest>(Func<Requester> getRequester, MessageRoute<TRequest> route)
    : IRequestClient<TRequest>, IRequestSender<TRequest>
    where TRequest : class
{
    // Another one after each start of the bus.
    private Requester Requester => getRequester();

    public RequestHandle<TRequest> Create(TRequest message, CancellationToken cancellationToken, RequestTimeout timeout) =>
        new KafkaRequestHandle<TRequest>(this, Task.FromResult(message), timeout, cancellationToken);

    public RequestHandle<TRequest> Create(object values, CancellationToken cancellationToken, RequestTimeout timeout) =>
        new KafkaRequestHandle<TRequest>(this, InitializeAsync(values, cancellationToken), timeout, cancellationToken);

    public async Task SendAsync(TRequest message, Action<SendContext<TRequest>>? configure, CancellationToken cancellationToken)
    {
        var context = CreateContext(message, cancellationToken);
        configure?.Invoke(context);

        var id = context.CorrelationId ?? NewId.NextGuid();
        Identify(context, id);
        using var activity = RiderActivities.StartRequest("send", route.Topic, context);
        try
        {
            await Requester.SendAsync(route.Topic, id, context.MessageId!.Value, CreateRecord(context), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            activity?.Fail(exception);
            throw;
        }
    }

    /// <summary>Sends a request and returns the reply to it, undecoded but known to be one of the accepted types.</summary>
    /// <exception cref="RequestFaultException">The request could not be executed.</exception>
    /// <exception cref="RequestException">The reply is of a type that the caller does not accept.</exception>
    internal async Task<Message<byte[], byte[]>> SendAsync(
        TRequest message, RequestPipe<TRequest> pipe, CancellationToken cancellationToken)
    {
        var context = CreateContext(message, cancellationToken);
        await pipe.Build().Send(context).ConfigureAwait(false);

        var id = pipe.FixRequestId(context.CorrelationId);
        Identify(context, id);
        using var activity = RiderActivities.StartRequest("request", route.Topic, context);
        try
        {
            context.ResponseAddress = Requester.GetResponseAddress(id);

            var timeout = pipe.Timeout.HasValue ? pipe.Timeout.Value : Requester.DefaultTimeout;
            return await Requester
                .RequestAsync(route.Topic, id, context.MessageId!.Value, CreateRecord(context), timeout, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            activity?.Fail(exception);
            throw;
        }
    }

    /// <summary>Returns the reply as a <typeparamref name="T"/>, or <see langword="null"/> if it is of another type.</summary>
    internal Response<T>? Read<T>(Message<byte[], byte[]> reply)
        where T : class
    {
        var type = MessageUrn.ForTypeString<T>();
        if (!reply.Headers.GetMessageTypes().Contains(type))
        {
            return null;
        }

        try
        {
            var message = JsonSerializer.Deserialize<T>(reply.Value, Requester.Serializer.Options)
                ?? throw new RequestException($"The reply of type {type} is JSON null.");
            return new KafkaResponse<T>(message, reply.Headers);
        }
        catch (JsonException exception)
        {
            throw new RequestException($"The reply of type {type} cannot be read: {exception.Message}", exception);
        }
    }

    internal static Exception Unexpected(Message<byte[], byte[]> reply)
    {
        var type = reply.Headers.GetMessageTypes().FirstOrDefault() ?? "none";
        return KafkaFault.TryRead(reply) is { } fault
            ? new RequestFaultException(TypeCache<TRequest>.ShortName, fault)
            : new RequestException($"The request {TypeCache<TRequest>.ShortName} was answered with a reply of unexpected type {type}.");
    }

    private MessageSendContext<TRequest> CreateContext(TRequest message, CancellationToken cancellationToken) =>
        new(message, cancellationToken) { Serializer = Requester.Serializer };

    private static void Identify(MessageSendContext<TRequest> context, Guid id)
    {
        context.RequestId = id;
        context.CorrelationId ??= id;
    }

    private Message<byte[], byte[]> CreateRecord(MessageSendContext<TRequest> context)
    {
        var key = route.GetKey(context.Message) ?? context.RequestId?.ToString();
        return new()
        {
            Key = key is null ? null! : Encoding.UTF8.GetBytes(key),
            Value = context.Body.GetBytes(),
            Headers = KafkaHeaderWriter.Write(context),
        };
    }

    private static async Task<TRequest> InitializeAsync(object values, CancellationToken cancellationToken) =>
        (await MessageInitializerCache<TRequest>.Initialize(values, cancellationToken).ConfigureAwait(false)).Message;

    private Task<Message<byte[], byte[]>> SendAsync(
        TRequest message, RequestPipeConfiguratorCallback<TRequest>? callback, RequestTimeout timeout, CancellationToken cancellationToken)
    {
        var pipe = new RequestPipe<TRequest>(timeout);
        callback?.Invoke(pipe);
        return SendAsync(message, pipe, cancellationToken);
    }
}
