using System.Diagnostics;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Continues what <c>tracestate</c> says: MassTransit continues the trace, but takes over <c>traceparent</c> alone.</summary>
internal sealed class TraceStateFilter : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (Activity.Current is { HasRemoteParent: true } activity && context is KafkaReceiveContext { Record.Headers: var headers })
        {
            activity.TraceStateString = headers.GetText(KafkaHeaderNames.TraceState);
        }

        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("traceState");
}
