using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KafkaRider.Internal;

/// <summary>Knows whether the last transaction could be executed, tells the log when that changes, and health for as long as it is so.</summary>
internal sealed partial class WriterState(IOptions<StoreOptions> options, TimeProvider timeProvider, ILogger<WriterState> logger)
{
    // A failed command is given again long before. If none is, somebody else has it, and nothing is known here.
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(10);

    private readonly ReasonLog _log = new(timeProvider);
    private readonly StoreOptions _options = options.Value;
    private Failure? _failure;

    /// <summary>Gets what keeps transactions from being executed, or <see langword="null"/> if nothing is known of.</summary>
    public string? Obstacle => Volatile.Read(ref _failure) is { } failure
        && timeProvider.GetElapsedTime(failure.At) < Validity + (2 * _options.CommandTimeout) ? failure.Reason : null;

    public void Succeeded()
    {
        if (Volatile.Read(ref _failure) is not null && Interlocked.Exchange(ref _failure, null) is { WasLogged: true })
        {
            LogSucceeded();
        }
    }

    /// <summary>Notes a failure that is not about the commands.</summary>
    public void Failed(Exception exception)
    {
        var reason = DatabaseReasons.Explain(exception);
        var isToBeLogged = _log.TryTake(reason, out var leftOut);
        var wasLogged = isToBeLogged || Volatile.Read(ref _failure) is { WasLogged: true };
        Volatile.Write(ref _failure, new(reason, timeProvider.GetTimestamp(), wasLogged));

        if (isToBeLogged)
        {
            LogFailed(DatabaseReasons.IsExplained(exception) ? null : exception, reason, leftOut);
        }
    }

    [LoggerMessage(
        LogLevel.Error, "The database cannot be written to: {Reason}; it is tried again ({LeftOut} more attempts failed and were not logged)",
        EventName = "WritesFail")]
    private partial void LogFailed(Exception? exception, string reason, int leftOut);

    [LoggerMessage(LogLevel.Information, "The database can be written to again", EventName = "WritesSucceed")]
    private partial void LogSucceeded();

    private sealed record Failure(string Reason, long At, bool WasLogged);
}
