using System.Diagnostics;

namespace Users.Consumer.Store;

/// <summary>A command on its way through the store, and the promise of its result.</summary>
internal sealed class PendingCommand(UserCommand command, Activity? activity)
    : TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _taken;

    public UserCommand Command { get; } = command;

    /// <summary>Gets the span of the command, if it is traced.</summary>
    public Activity? Activity { get; } = activity;

    /// <summary>Gets or sets the result that the current attempt came to; it counts once the transaction is committed.</summary>
    public CommandResult Decided { get; set; }

    /// <summary>Gets or sets what deciding this command failed with in the current attempt.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Takes the command for execution, which its caller can then no longer prevent.</summary>
    /// <returns>Whether it is to be executed: not if it was cancelled while it waited.</returns>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    public void Cancel(CancellationToken cancellationToken)
    {
        if (TryTake())
        {
            TrySetCanceled(cancellationToken);
        }
    }

    public void Complete()
    {
        if (Failure is null)
        {
            TrySetResult(Decided);
        }
        else
        {
            TrySetException(Failure);
        }
    }
}
