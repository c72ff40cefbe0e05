using System.Globalization;

namespace Users.Bench.Measuring;

/// <summary>What the .NET runtime of a process has counted since it started.</summary>
internal sealed record RuntimeCounters(double AllocatedBytes, double PauseSeconds)
{
    private static readonly HttpClient Http = new();

    /// <summary>Reads them from the metrics that the process serves.</summary>
    public static async Task<RuntimeCounters> ReadAsync(int port, CancellationToken cancellationToken)
    {
        var lines = (await Http.GetStringAsync(new Uri($"http://localhost:{port}/metrics"), cancellationToken)).Split('\n');

        return new RuntimeCounters(Find("dotnet_gc_heap_total_allocated_bytes_total{}"), Find("dotnet_gc_pause_time_seconds_total{}"));

        double Find(string name) => lines.Where(line => line.StartsWith(name + ' ', StringComparison.Ordinal))
            .Select(line => double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture))
            .Single();
    }
}
