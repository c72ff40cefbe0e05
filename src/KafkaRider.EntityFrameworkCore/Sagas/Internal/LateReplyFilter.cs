using MassTransit;

namespace KafkaRider.Internal;

/// <summary>
/// Passes over replies that no saga of this version knows: they answer what another version has asked. The step is asked for again by a version that
/// knows it. Anything else goes on, to be a dead letter.
/// </summary>
internal sealed class LateReplyFilter(SagaMetrics metrics) : IFilter<ReceiveContext>
{
    private const string InReplyTo = "InReplyTo";

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (!context.TransportHeaders.TryGetHeader(InReplyTo, out _))
        {
            return next.Send(context);
        }

        metrics.Dropped("none", SagaMetrics.Unknown);
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("lateReplies");
}
