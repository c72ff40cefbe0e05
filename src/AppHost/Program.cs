using Users.AppHost;
using Users.AppHost.CommandLine;
using Users.AppHost.Processes;

return await new AppHostCommand(RunAsync).RunAsync(args, Console.Out, Console.Error);

static async Task<int> RunAsync(AppHostOptions options)
{
    using var signals = new StopSignals();

    try
    {
        await new UsersSystem(options, Console.Out).RunAsync(signals.Stopping);
    }
    catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
    {
    }

    return 0;
}
