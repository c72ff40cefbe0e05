using Confluent.Kafka;
using MassTransit;
using MassTransit.Configuration;

namespace KafkaRider.Internal;

/// <summary>Is a request that its caller configures step by step; it is sent with the first <c>GetResponse</c> that is ready to send.</summary>
internal sealed class KafkaRequestHandle<TRequest> : RequestHandle<TRequest>
    where TRequest : class
{
    private readonly KafkaRequestClient<TRequest> _client;
    private readonly RequestPipe<TRequest> _pipe;
    private readonly CancellationTokenSource _cancellation;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<Message<byte[], byte[]>> _reply;
    private readonly Lock _gate = new();
    private readonly List<Func<Message<byte[], byte[]>, bool>> _accepted = [];
    private bool _disposed;

    public KafkaRequestHandle(
        KafkaRequestClient<TRequest> client, Task<TRequest> message, RequestTimeout timeout, CancellationToken cancellationToken)
    {
        _client = client;
        _pipe = new(timeout);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Message = message;
        _reply = SendAsync();
    }

    public Guid RequestId => _pipe.RequestId;

    public Task<TRequest> Message { get; }

    public RequestTimeout TimeToLive
    {
        set => _pipe.TimeToLive = value;
    }

    public void AddPipeSpecification(IPipeSpecification<SendContext<TRequest>> specification) => _pipe.AddPipeSpecification(specification);

    public async Task<Response<T>> GetResponse<T>(bool readyToSend)
        where T : class
    {
        var response = AcceptAsync<T>();
        if (readyToSend)
        {
            _ready.TrySetResult();
        }

        return await response.ConfigureAwait(false);
    }

    public void Cancel()
    {
        if (!_disposed)
        {
            _cancellation.Cancel();
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _cancellation.Cancel();
            _disposed = true;
            _cancellation.Dispose();
        }
    }

    private async Task<Message<byte[], byte[]>> SendAsync()
    {
        await _ready.Task.WaitAsync(_cancellation.Token).ConfigureAwait(false);
        var message = await Message.ConfigureAwait(false);
        return await _client.SendAsync(message, _pipe, _cancellation.Token).ConfigureAwait(false);
    }

    // Every accepted type gets a task; the one that the reply has completes, and if none has, all fail.
    private async Task<Response<T>> AcceptAsync<T>()
        where T : class
    {
        lock (_gate)
        {
            _accepted.Add(reply => _client.Read<T>(reply) is not null);
        }

        var reply = await _reply.ConfigureAwait(false);
        if (_client.Read<T>(reply) is { } response)
        {
            return response;
        }

        bool expected;
        lock (_gate)
        {
            expected = _accepted.Any(accepts => accepts(reply));
        }

        return expected
            ? await new TaskCompletionSource<Response<T>>().Task.ConfigureAwait(false)
            : throw KafkaRequestClient<TRequest>.Unexpected(reply);
    }
}
