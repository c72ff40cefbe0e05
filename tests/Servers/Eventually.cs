using System.Diagnostics;

namespace Servers;

/// <summary>Waits for conditions, with a limit that only a failing test reaches.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task IsTrueAsync(Func<bool> condition, string what) =>
        IsTrueAsync(() => Task.FromResult(condition()), what);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();

        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"Did not happen: {what}.");
            await Task.Delay(20);
        }
    }

    /// <summary>Repeats an action until it succeeds; a failed assertion within it ends the wait at once.</summary>
    public static async Task SucceedsAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();

        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException && Stopwatch.GetElapsedTime(started) < Limit)
            {
                await Task.Delay(20);
            }
        }
    }
}
