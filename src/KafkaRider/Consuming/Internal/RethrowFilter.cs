using System.Runtime.ExceptionServices;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Passes a failure out of the pipeline, to the record processor.</summary>
internal sealed class RethrowFilter : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        ExceptionDispatchInfo.Throw(context.Exception);
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("rethrow");
}
