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

        var started = Stopwatch.GetTimestamp();
        var open = attempts.GroupBy(attempt => attempt.Operation).Where(operation => operation.Any(attempt => attempt.IsUnknown)).ToList();
        var resolutions = new List<Resolution>();

        foreach (var some in open.Chunk(AtOnce))
        {
            resolutions.AddRange(await Task.WhenAll(some.Select(operation => ResolveAsync([.. operation], started))));
        }

        return resolutions;
    }

    private async Task<Resolution> ResolveAsync(IReadOnlyList<Attempt> attempts, long started)
    {
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
