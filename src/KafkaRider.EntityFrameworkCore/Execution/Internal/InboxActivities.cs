using System.Diagnostics;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Makes the spans of the inbox: one for each command, from when it begins to wait, and one for each transaction.</summary>
internal static class InboxActivities
{
    private static readonly ActivitySource Source = new(InboxDiagnostics.ActivitySourceName);

    public static bool AreWanted => Source.HasListeners();

    /// <summary>Starts the span of a command.</summary>
    public static Activity? StartCommand(PendingCommand command) =>
        Source.StartActivity(command.Name)?.SetTag("kafka_rider.operation_id", command.Operation.Id);

    public static void Complete(this Activity activity, CommandResult result)
    {
        activity.SetTag("kafka_rider.outcome", result.Outcome.GetType().Name);
        activity.SetTag("kafka_rider.replayed", result.Replayed);
    }

    /// <summary>Starts the span of a transaction. It belongs to the trace of its first command, and those of the others link to it.</summary>
    /// <returns>The span, or <see langword="null"/> if none of the commands is traced.</returns>
    public static Activity? StartTransaction(ArraySegment<PendingCommand> batch)
    {
        if (!AreWanted)
        {
            return null;
        }

        var traced = batch.Select(pending => pending.Activity).OfType<Activity>().Where(activity => activity.Recorded).ToList();

        if (traced is not [var first, .. var others])
        {
            return null;
        }

        var activity = Source.StartActivity(
            "inbox transaction", ActivityKind.Client, first.Context, links: others.Select(other => new ActivityLink(other.Context)));

        if (activity is not null)
        {
            activity.SetTag("db.system.name", "mysql");
            activity.SetTag("db.operation.batch.size", batch.Count);
            others.ForEach(other => other.AddLink(new ActivityLink(activity.Context)));
        }

        return activity;
    }

    public static void Fail(this Activity activity, Exception exception)
    {
        // The type alone: what the database says may hold personal data.
        activity.SetTag("error.type", exception.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
