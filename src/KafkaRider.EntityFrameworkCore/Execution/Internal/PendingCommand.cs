using System.Diagnostics;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>A command on its way through the inbox, and the promise of its result.</summary>
internal abstract class PendingCommand(Operation operation, string name)
    : TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _taken;

    public Operation Operation { get; } = operation;

    /// <summary>Gets what the command is called where somebody traces it.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the span of the command, if it is traced.</summary>
    public Activity? Activity { get; set; }

    /// <summary>Gets what commands have in common that one transaction can execute.</summary>
    public abstract Type Kind { get; }

    /// <summary>Gets whether deciding it needs what the database holds.</summary>
    public abstract bool NeedsRows { get; }

    /// <summary>Gets or sets the result that the current attempt came to; it counts once the transaction is committed.</summary>
    public CommandResult Decided { get; set; }

    /// <summary>Gets or sets what deciding this command failed with in the current attempt.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Creates a transaction for commands of this kind.</summary>
    public abstract BatchTransaction CreateTransaction(DatabaseSession session, TransactionParts parts);

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
