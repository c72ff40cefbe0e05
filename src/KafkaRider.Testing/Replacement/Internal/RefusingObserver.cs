using MassTransit;

namespace KafkaRider.Testing.Internal;

/// <summary>Refuses requests as the rider would, before they are sent.</summary>
internal sealed class RefusingObserver(IReadOnlyDictionary<Type, RequestRefusal> refusals) : IPublishObserver
{
    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => refusals.TryGetValue(typeof(T), out var reason)
        ? Task.FromException(new RequestNotAcceptedException(reason, context.RequestId ?? context.CorrelationId ?? Guid.Empty, "The test refuses the request."))
        : Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
