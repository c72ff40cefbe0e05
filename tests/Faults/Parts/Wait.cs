using System.Diagnostics;

namespace Users.Faults.Parts;

/// <summary>Waits for conditions.</summary>
internal static class Wait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the condition holds.</summary>
    /// <returns>How long that took.</returns>
    /// <exception cref="TimeoutException">It did not hold within the limit.</exception>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, string what, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();

        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Did not happen within {limit.TotalSeconds:0} s: {what}.");
            }

            await Task.Delay(Interval);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public static Task<TimeSpan> UntilAsync(Func<bool> condition, string what, TimeSpan limit) =>
        UntilAsync(() => Task.FromResult(condition()), what, limit);

    /// <summary>Waits for the condition at most as long as the limit.</summary>
    public static async Task<bool> UpToAsync(TimeSpan limit, Func<Task<bool>> condition)
    {
        try
        {
            await UntilAsync(condition, "", limit);

            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
