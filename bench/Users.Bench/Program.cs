using Users.AppHost.Processes;
using Users.Bench;
using Users.Bench.CommandLine;

return await new BenchCommand(RunAsync).RunAsync(args, Console.Out, Console.Error);

static async Task<int> RunAsync(BenchOptions options)
{
    using var signals = new StopSignals();

    try
    {
        await new Benchmark(options, Console.Error).RunAsync(signals.Stopping);
        return 0;
    }
    catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
    {
        return 1;
    }
}
