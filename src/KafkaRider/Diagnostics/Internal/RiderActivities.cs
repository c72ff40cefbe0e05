using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;

namespace KafkaRider.Internal;

/// <summary>Makes the spans of what MassTransit does not send or receive itself.</summary>
internal static class RiderActivities
{
    private static readonly ActivitySource Source = new(KafkaRiderDiagnostics.ActivitySourceName);

    /// <summary>Starts the span of a request: until its reply is there, or, if none is awaited, until Kafka has it.</summary>
    /// <returns>The span, or <see langword="null"/> if nobody listens.</returns>
    public static Activity? StartRequest(string operation, string topic, SendContext context)
    {
        if (Source.StartActivity($"{topic} {operation}", ActivityKind.Producer) is not { } activity)
        {
            return null;
        }

        activity.SetTag(DiagnosticHeaders.Messaging.System, "kafka");
        activity.SetTag(DiagnosticHeaders.Messaging.Operation, operation);
        activity.SetTag(DiagnosticHeaders.Messaging.DestinationName, topic);
        activity.SetTag(DiagnosticHeaders.MessageId, context.MessageId);
        activity.SetTag(DiagnosticHeaders.RequestId, context.RequestId);
        activity.SetTag(DiagnosticHeaders.CorrelationId, context.CorrelationId);

        return activity;
    }

    public static void Fail(this Activity activity, Exception exception)
    {
        activity.SetTag("error.type", exception.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
    }
}
