using System.Globalization;

namespace Users.Bench.Riders;

/// <summary>Measures two riders in turn, on the same records and the same brokers.</summary>
internal sealed class Comparison(string servers, IReadOnlyList<Contestant> contestants, int records, int rounds, int warmUp)
{
    private const int ManyAtATime = 512;

    // What is slower gets less to do, so that each measurement takes some seconds.
    private const int ManyShare = 4;
    private const int LoneShare = 200;

    private readonly Orders _orders = new(servers);

    public async Task RunAsync()
    {
        var filled = await _orders.CreateFilledTopicAsync(warmUp + records);

        await MeasureAsync($"consume {records}", contestant => contestant.MeasureAsync("consume", servers, filled, records, warmUp));
        await MeasureAsync($"produce {records / ManyShare}, {ManyAtATime} at a time", async contestant => await contestant.MeasureAsync(
            "produce", servers, await _orders.CreateTopicAsync("bench-produce"), records / ManyShare, ManyAtATime, warmUp / ManyShare));
        await MeasureAsync($"produce {records / LoneShare}, one after another", async contestant =>
            await contestant.MeasureAsync("produce", servers, await _orders.CreateTopicAsync("bench-produce"), records / LoneShare, 1, warmUp / LoneShare));
    }

    private async Task MeasureAsync(string what, Func<Contestant, Task<Figures>> measure)
    {
        Console.WriteLine($"\n{what}\n");
        Console.WriteLine($"| round | {string.Join(" | ", contestants.Select(contestant => $"{contestant.Name}: records/s | us each"))} | throughput | processor |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("--:|", (contestants.Count * 2) + 3))}");
        var throughput = new List<double>();
        var processor = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            // Back and forth, since a machine drifts.
            var figures = new Dictionary<Contestant, Figures>();
            foreach (var contestant in round % 2 == 1 ? contestants : contestants.Reverse())
            {
                figures[contestant] = await measure(contestant);
            }

            var (first, second) = (figures[contestants[0]], figures[contestants[1]]);
            throughput.Add(first.RecordsPerSecond / second.RecordsPerSecond);
            processor.Add(first.Microseconds / second.Microseconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {round} | {first.RecordsPerSecond:N0} | {first.Microseconds:N1} | {second.RecordsPerSecond:N0} | {second.Microseconds:N1} | {throughput[^1]:N2} | {processor[^1]:N2} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| median | | | | | {MedianOf(throughput):N2} | {MedianOf(processor):N2} |"));
    }

    private static double MedianOf(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
