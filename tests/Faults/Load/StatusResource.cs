using Users.Faults.Checking;
using Users.Faults.Parts;

namespace Users.Faults.Load;

/// <summary>Looks at the operation's URL, on any instance.</summary>
public sealed class StatusResource(IReadOnlyList<ApiClient> apis) : IOutcomeSource
{
    public string Name => "/operations";

    public async Task<Finding> FindAsync(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);

        var key = attempts[0].Key;
        var id = attempts.Select(attempt => attempt.OperationId).FirstOrDefault(known => known is not null)
            ?? (key is null ? null : OperationId.Of(key, attempts[0].Kind));

        // Nothing was taken, so there is nothing to look at: a client does as it is told, and asks again.
        if (id is null || attempts.All(attempt => attempt.Problem == "overloaded"))
        {
            return Finding.Nothing;
        }

        var status = await apis[Random.Shared.Next(apis.Count)].FindOutcomeAsync(id.Value);

        return status is null ? Finding.Nothing : new Finding(ResolutionState.Ended, status);
    }
}
