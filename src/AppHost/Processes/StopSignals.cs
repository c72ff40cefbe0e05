using System.Runtime.InteropServices;

namespace Users.AppHost.Processes;

/// <summary>Turns the signals that ask this process to end into a token. The second one ends it at once.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    /// <summary>Gets the token that the first signal cancels.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        // A second signal is for those who do not want to wait: the children end with this process.
        context.Cancel = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
    }
}
