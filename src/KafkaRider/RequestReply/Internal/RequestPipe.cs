using MassTransit;
using MassTransit.Configuration;

namespace KafkaRider.Internal;

/// <summary>Collects what a caller's callback adds to one request.</summary>
internal sealed class RequestPipe<TRequest>(RequestTimeout timeout) : IRequestPipeConfigurator<TRequest>
    where TRequest : class
{
    private readonly PipeConfigurator<SendContext<TRequest>> _pipe = new();
    private Guid? _requestId;

    /// <summary>Gets the id of the request. Who asks before it is sent, fixes it; otherwise the correlation id may still become it.</summary>
    public Guid RequestId => FixRequestId(correlationId: null);

    public RequestTimeout Timeout { get; private set; } = timeout;

    public RequestTimeout TimeToLive
    {
        set => Timeout = value;
    }

    public void AddPipeSpecification(IPipeSpecification<SendContext<TRequest>> specification) => _pipe.AddPipeSpecification(specification);

    public IPipe<SendContext<TRequest>> Build() => _pipe.Build();

    public Guid FixRequestId(Guid? correlationId) => _requestId ??= correlationId ?? NewId.NextGuid();
}
