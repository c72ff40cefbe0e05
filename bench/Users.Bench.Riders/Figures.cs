using System.Text.Json;

namespace Users.Bench.Riders;

/// <summary>Is what one measurement found.</summary>
/// <param name="RecordsPerSecond">The throughput.</param>
/// <param name="Microseconds">The processor time of the whole process per record, in microseconds.</param>
internal sealed record Figures(double RecordsPerSecond, double Microseconds)
{
    public static Figures Of(int records, TimeSpan elapsed, TimeSpan processor) =>
        new(records / elapsed.TotalSeconds, processor.TotalMicroseconds / records);

    public static Figures Parse(string line) => JsonSerializer.Deserialize<Figures>(line)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
