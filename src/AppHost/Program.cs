using System.Runtime.InteropServices;
using Users.AppHost;
using Users.AppHost.CommandLine;

AppHostOptions options;

try
{
    options = AppHostOptions.Parse(args);
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"error: {exception.Message} (--help lists the options)");
    return 2;
}

if (options.Help)
{
    Console.Write(HelpText.Read());
    return 0;
}

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    await new UsersSystem(options, Console.Out).RunAsync(stopping.Token);
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
catch (StartupException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 1;
}

void Stop(PosixSignalContext context)
{
    // A second signal is for those who do not want to wait: the children end with this process.
    context.Cancel = !stopping.IsCancellationRequested;
    stopping.Cancel();
}
