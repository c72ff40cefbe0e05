using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>Sends the operation again with its key, to any instance: the answer is that of the first time.</summary>
public sealed class RetryWithKey(IReadOnlyList<ApiClient> apis) : IOutcomeSource
{
    public string Name => "retry with the key";

    public async Task<ResolutionState> FindAsync(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);

        var first = attempts[0];
        var api = apis[Random.Shared.Next(apis.Count)];
        var answer = await api.SendAsync(new PlannedOperation(first.Operation, first.Name, first.Key));

        return answer.IsUnknown ? ResolutionState.Unresolved : ResolutionState.Ended;
    }
}
