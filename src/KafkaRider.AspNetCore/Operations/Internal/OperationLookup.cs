using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Finds the operation that a client names.</summary>
internal sealed class OperationLookup(OperationView view, CaughtUpTopics topics, IOptions<RequestsOptions> requests)
{
    // A client that another instance has just told of its operation may be quicker than the topic that tells this one.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<Operation?> FindAsync(string id, CancellationToken cancellationToken) => Guid.TryParseExact(id, "D", out var operationId)
        ? await view.WaitAsync(operationId, operation => operation is not null, Patience, cancellationToken)
        : null;

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
}
