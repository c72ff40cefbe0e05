using System.Diagnostics;

namespace Users.Consumer.Store;

/// <summary>Makes the spans of the store: one for each command, from when it begins to wait, and one for each transaction.</summary>
internal static class StoreActivities
{
    public const string SourceName = "Users.Consumer";

    private static readonly ActivitySource Source = new(SourceName);

    public static bool AreWanted => Source.HasListeners();

    /// <summary>Starts the span of a command.</summary>
    public static Activity? StartCommand(UserCommand command) =>
        Source.StartActivity(command.GetType().Name)?.SetTag("users.operation_id", command.Operation.Id);

    public static void Complete(this Activity activity, CommandResult result)
    {
        activity.SetTag("users.outcome", result.Outcome.GetType().Name);
        activity.SetTag("users.replayed", result.Replayed);
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
            "users transaction", ActivityKind.Client, first.Context, links: others.Select(other => new ActivityLink(other.Context)));

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
