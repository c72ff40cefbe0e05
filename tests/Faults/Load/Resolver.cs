using System.Diagnostics;
using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>Finds out about every operation that the client log leaves open.</summary>
/// <param name="keyed">Tells about operations with a key.</param>
/// <param name="keyless">Tells about operations without one.</param>
public sealed class Resolver(IOutcomeSource keyed, IOutcomeSource keyless)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public async Task<IReadOnlyList<Resolution>> ResolveAsync(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);

        var started = Stopwatch.GetTimestamp();
        var open = attempts.GroupBy(attempt => attempt.Operation).Where(operation => operation.All(attempt => attempt.IsUnknown)).ToList();
        var resolutions = new List<Resolution>();

        foreach (var some in open.Chunk(AtOnce))
        {
            resolutions.AddRange(await Task.WhenAll(some.Select(operation => ResolveAsync([.. operation], started))));
        }

        return resolutions;
    }

    private async Task<Resolution> ResolveAsync(IReadOnlyList<Attempt> attempts, long started)
    {
        var source = attempts[0].Key is null ? keyless : keyed;
        var state = ResolutionState.Unresolved;

        while (state == ResolutionState.Unresolved && Stopwatch.GetElapsedTime(started) < Limit)
        {
            state = await source.FindAsync(attempts);

            if (state == ResolutionState.Unresolved)
            {
                await Task.Delay(Interval);
            }
        }

        return new Resolution(attempts[0].Operation, state, Stopwatch.GetElapsedTime(started), source.Name);
    }
}
