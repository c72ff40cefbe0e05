using System.Globalization;
using Users.Faults.Checking;

namespace Users.Faults.Running;

/// <summary>Puts many attempts into few words.</summary>
internal static class Summary
{
    public static string OfStatuses(IEnumerable<Attempt> attempts)
    {
        var counts = attempts
            .CountBy(attempt => attempt.Status?.ToString(CultureInfo.InvariantCulture) ?? attempt.Failure ?? "none")
            .OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}: {count.Value}"));

        return string.Join(", ", counts) is { Length: > 0 } text ? text : "none";
    }

    /// <summary>Gives the duration that a share of the attempts did not exceed.</summary>
    public static TimeSpan Percentile(IEnumerable<Attempt> attempts, double share)
    {
        var durations = attempts.Select(attempt => attempt.Duration).Order().ToList();

        return durations.Count == 0 ? TimeSpan.Zero : durations[(int)Math.Min(durations.Count - 1, durations.Count * share)];
    }

    public static string OfLoad(IReadOnlyList<Attempt> attempts)
    {
        var accepted = attempts.Where(attempt => attempt.IsOutcome).ToList();

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{attempts.Select(attempt => attempt.Operation).Distinct().Count()} operations, {attempts.Count} requests ({OfStatuses(attempts)}); outcomes: p50 {Percentile(accepted, 0.5).TotalMilliseconds:0} ms, p99 {Percentile(accepted, 0.99).TotalMilliseconds:0} ms");
    }
}
