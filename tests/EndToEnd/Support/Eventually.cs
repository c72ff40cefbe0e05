using System.Diagnostics;

namespace Users.EndToEnd.Support;

/// <summary>Waits for conditions, with a limit that only a failing test reaches.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static Task IsTrueAsync(Func<bool> condition, string what) => IsTrueAsync(() => Task.FromResult(condition()), what);

    /// <summary>Waits for a condition whose absence is somebody else's to report.</summary>
    public static async Task HappensAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();

        while (!await condition() && Stopwatch.GetElapsedTime(started) < Limit)
        {
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? interval = null)
    {
        var started = Stopwatch.GetTimestamp();

        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"did not happen: {what}");
            await Task.Delay(interval ?? Interval, TestContext.Current.CancellationToken);
        }
    }
}
