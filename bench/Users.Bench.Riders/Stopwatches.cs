using System.Diagnostics;

namespace Users.Bench.Riders;

/// <summary>Measures time, and the processor time that this process takes meanwhile.</summary>
internal sealed class Stopwatches
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Processor();

    public Figures Stop(int records) => Figures.Of(records, Stopwatch.GetElapsedTime(_started), Processor() - _processor);

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
