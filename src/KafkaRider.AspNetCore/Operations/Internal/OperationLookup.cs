using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Finds the operation that a client names.</summary>
internal sealed class OperationLookup(
    OperationView view, ArchivedOperations archive, CaughtUpTopics topics, CallerKeys callers, IOptions<RequestsOptions> requests)
{
    // A client that another instance has just told of its operation may be quicker than the topic that tells this one.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns the operation if it is known and that of the caller.</summary>
    public Operation? Find(Guid id, ulong? caller) => Show(view.Find(id), caller);

    /// <summary>Returns the operation if nobody else has to be asked what came of it.</summary>
    public Operation? FindCertain(Guid id, ulong? caller) => Find(id, caller) is { IsInDoubt: false } operation ? operation : null;

    /// <summary>Returns the operation as soon as it is known and that of the caller, from memory or from where it is kept for longer.</summary>
    /// <exception cref="OperationArchiveException">It is not known whether it is kept.</exception>
    public async Task<Operation?> FindAsync(string id, ulong? caller, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out var operationId))
        {
            return null;
        }

        var found = await view.WaitAsync(operationId, operation => Show(operation, caller) is not null, Patience, cancellationToken);

        if (found is null or { IsInDoubt: true } && topics.HaveAllCaughtUp)
        {
            await RestoreAsync(operationId, caller, isPending: found is not null, cancellationToken);
            found = view.Find(operationId);
        }

        return Show(found, caller);
    }

    private async Task RestoreAsync(Guid id, ulong? caller, bool isPending, CancellationToken cancellationToken)
    {
        try
        {
            await archive.RestoreAsync(id, caller, cancellationToken);
        }
        catch (OperationArchiveException) when (isPending)
        {
            // Whoever could execute it does not answer: it may well be pending.
        }
    }

    /// <summary>Returns the operation as soon as it is completed, or as it is when the time is up. What is another's is as if it were not there.</summary>
    public async Task<Operation?> WaitAsync(Guid id, ulong? caller, TimeSpan patience, CancellationToken cancellationToken) =>
        Show(await view.WaitAsync(id, operation => Show(operation, caller) is { IsCompleted: true }, patience, cancellationToken), caller);

    /// <summary>Says why there is no operation: it is not known, or not yet.</summary>
    public Problem WhyNotFound() => topics.HaveAllCaughtUp
        ? ProblemTypes.OperationNotFound.With("No operation of this id is known: no command of that id was sent, or it was too long ago.")
        : ProblemTypes.ViewBehind.With("This instance has not read all operations yet. Ask again later, or another instance.");

    public Answer NotFound()
    {
        var problem = WhyNotFound();
        return Answer.From(problem) with
        {
            RetryAfter = problem.Status == StatusCodes.Status503ServiceUnavailable ? requests.Value.RetryAfter : null,
        };
    }

    private Operation? Show(Operation? operation, ulong? caller) =>
        operation is not null && callers.MaySee(caller, operation.Caller) ? operation : null;
}
