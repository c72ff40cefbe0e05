using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>Sends the operation again with its key, to any instance: the answer is that of the first time.</summary>
public sealed class RetryWithKey(IReadOnlyList<ApiClient> apis) : IOutcomeSource
{
    public string Name => "retry with the key";

    public async Task<Finding> FindAsync(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);

        var first = attempts[0];

        if (first.Key is null)
        {
            return Finding.Nothing;
        }

        var api = apis[Random.Shared.Next(apis.Count)];
        var answer = await api.SendAsync(PlannedOperation.Of(first));

        return answer.IsUnknown ? Finding.Nothing : new Finding(ResolutionState.Ended, answer.Status);
    }
}
