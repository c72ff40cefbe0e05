using System.Collections.Concurrent;
using System.Diagnostics;
using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>Finds out about every operation of which an attempt was left in the dark.</summary>
/// <param name="sources">Are asked one after the other, until one knows.</param>
public sealed class Resolver(params IReadOnlyList<IOutcomeSource> sources)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public async Task<IReadOnlyList<Resolution>> ResolveAsync(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);

        var open = attempts.GroupBy(attempt => attempt.Operation).Where(operation => operation.Any(attempt => attempt.IsUnknown));
        var resolutions = new ConcurrentQueue<Resolution>();

        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (operation, _) =>
            resolutions.Enqueue(await ResolveOperationAsync([.. operation])));

        return [.. resolutions];
    }

    // An overload can leave tens of thousands: the time of each begins when its turn comes, or the last ones would wait for the others.
    private async Task<Resolution> ResolveOperationAsync(IReadOnlyList<Attempt> attempts)
    {
        var started = Stopwatch.GetTimestamp();

        while (Stopwatch.GetElapsedTime(started) < Limit)
        {
            foreach (var source in sources)
            {
                if (await source.FindAsync(attempts) is { State: not ResolutionState.Unresolved } finding)
                {
                    return new Resolution(attempts[0].Operation, finding.State, Stopwatch.GetElapsedTime(started), source.Name)
                    {
                        Status = finding.Status,
                    };
                }
            }

            await Task.Delay(Interval);
        }

        return new Resolution(attempts[0].Operation, ResolutionState.Unresolved, Stopwatch.GetElapsedTime(started), "nobody");
    }
}
