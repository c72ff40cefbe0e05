using MassTransit;

namespace KafkaRider.Internal;

internal sealed partial class KafkaRequestClient<TRequest>
{
    public Task<Response<T>> GetResponse<T>(TRequest message, CancellationToken cancellationToken, RequestTimeout timeout)
        where T : class => GetResponse<T>(message, null!, cancellationToken, timeout);

    public async Task<Response<T>> GetResponse<T>(
        TRequest message, RequestPipeConfiguratorCallback<TRequest> callback, CancellationToken cancellationToken, RequestTimeout timeout)
        where T : class
    {
        var reply = await SendAsync(message, callback, timeout, cancellationToken).ConfigureAwait(false);
        return Read<T>(reply) ?? throw Unexpected(reply);
    }

    public Task<Response<T>> GetResponse<T>(object values, CancellationToken cancellationToken, RequestTimeout timeout)
        where T : class => GetResponse<T>(values, null!, cancellationToken, timeout);

    public async Task<Response<T>> GetResponse<T>(
        object values, RequestPipeConfiguratorCallback<TRequest> callback, CancellationToken cancellationToken, RequestTimeout timeout)
        where T : class
    {
        var message = await InitializeAsync(values, cancellationToken).ConfigureAwait(false);
        return await GetResponse<T>(message, callback, cancellationToken, timeout).ConfigureAwait(false);
    }

    public Task<Response<T1, T2>> GetResponse<T1, T2>(TRequest message, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class => GetResponse<T1, T2>(message, null!, cancellationToken, timeout);

    public async Task<Response<T1, T2>> GetResponse<T1, T2>(
        TRequest message, RequestPipeConfiguratorCallback<TRequest> callback, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class
    {
        var reply = await SendAsync(message, callback, timeout, cancellationToken).ConfigureAwait(false);
        var first = Read<T1>(reply);
        var second = first is null ? Read<T2>(reply) : null;
        return first is null && second is null ? throw Unexpected(reply) : new(Received(first), Received(second));
    }

    public Task<Response<T1, T2>> GetResponse<T1, T2>(object values, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class => GetResponse<T1, T2>(values, null!, cancellationToken, timeout);

    public async Task<Response<T1, T2>> GetResponse<T1, T2>(
        object values, RequestPipeConfiguratorCallback<TRequest> callback, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class
    {
        var message = await InitializeAsync(values, cancellationToken).ConfigureAwait(false);
        return await GetResponse<T1, T2>(message, callback, cancellationToken, timeout).ConfigureAwait(false);
    }

    public Task<Response<T1, T2, T3>> GetResponse<T1, T2, T3>(TRequest message, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class
        where T3 : class => GetResponse<T1, T2, T3>(message, null!, cancellationToken, timeout);

    public async Task<Response<T1, T2, T3>> GetResponse<T1, T2, T3>(
        TRequest message, RequestPipeConfiguratorCallback<TRequest> callback, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class
        where T3 : class
    {
        var reply = await SendAsync(message, callback, timeout, cancellationToken).ConfigureAwait(false);
        var first = Read<T1>(reply);
        var second = first is null ? Read<T2>(reply) : null;
        var third = first is null && second is null ? Read<T3>(reply) : null;
        return first is null && second is null && third is null
            ? throw Unexpected(reply)
            : new(Received(first), Received(second), Received(third));
    }

    public Task<Response<T1, T2, T3>> GetResponse<T1, T2, T3>(object values, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class
        where T3 : class => GetResponse<T1, T2, T3>(values, null!, cancellationToken, timeout);

    public async Task<Response<T1, T2, T3>> GetResponse<T1, T2, T3>(
        object values, RequestPipeConfiguratorCallback<TRequest> callback, CancellationToken cancellationToken, RequestTimeout timeout)
        where T1 : class
        where T2 : class
        where T3 : class
    {
        var message = await InitializeAsync(values, cancellationToken).ConfigureAwait(false);
        return await GetResponse<T1, T2, T3>(message, callback, cancellationToken, timeout).ConfigureAwait(false);
    }

    // MassTransit's union of responses is made of tasks, of which one has ended and the others never will.
    private static Task<Response<T>> Received<T>(Response<T>? response)
        where T : class => response is null ? Never<T>.Task : Task.FromResult(response);

    private static class Never<T>
        where T : class
    {
        public static readonly Task<Response<T>> Task = new TaskCompletionSource<Response<T>>().Task;
    }
}
