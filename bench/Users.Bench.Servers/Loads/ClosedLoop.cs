using System.Diagnostics;

namespace Users.Bench.Servers.Loads;

/// <summary>Keeps a number of requests under way: each follows the answer to the one before, as wrk does with connections.</summary>
internal static class ClosedLoop
{
    public static async Task<LoadAnswer> RunAsync(ILoadTarget target, int inFlight, TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var senders = Enumerable.Range(0, inFlight).Select(_ => Task.Run(SendAsync, cancellationToken)).ToList();
        var results = await Task.WhenAll(senders);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var latencies = results.SelectMany(result => result.Latencies).Order().ToArray();

        return new LoadAnswer(latencies.Length, seconds, At(0.5), At(0.99), At(0.999), results.Sum(result => result.Failures));

        double At(double quantile) => latencies.Length == 0 ? 0 : latencies[(int)(quantile * (latencies.Length - 1))];

        async Task<(List<double> Latencies, int Failures)> SendAsync()
        {
            var latencies = new List<double>();
            var failures = 0;

            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                var sent = Stopwatch.GetTimestamp();

                try
                {
                    await target.RequestAsync(cancellationToken);
                    latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }
                catch (Exception) when (!cancellationToken.IsCancellationRequested)
                {
                    failures++;
                }
            }

            return (latencies, failures);
        }
    }
}
