using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>The session of one writer, which is opened when it is needed, and left when it is no longer fit.</summary>
internal sealed partial class WriterSession(InboxDatabase database, ILogger<WriterSession> logger) : IAsyncDisposable
{
    private object? _server;
    private DatabaseSession? _session;

    public async Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken)
    {
        // Somebody may have noticed that connections lead to the wrong server.
        if (_session is not null && !ReferenceEquals(_server, database.Server))
        {
            await CloseAsync();
        }

        _server = database.Server;
        return _session ??= await database.OpenAsync(cancellationToken);
    }

    /// <summary>Says whether an attempt failed because the session was there and ended, rather than that none could be opened.</summary>
    public bool IsCutOff(Exception exception) => _session is { IsUsable: false } && !DatabaseErrors.IsTimeout(exception);

    /// <summary>Leaves a session without an open transaction, or none.</summary>
    /// <remarks>
    /// Only one that failed for the commands' sake is kept. Another one may lead to another server, or know of a right or a setting that was changed.
    /// </remarks>
    public async Task RecoverAsync(Exception exception)
    {
        if (_session is not { } session)
        {
            return;
        }

        if (DatabaseErrors.IsWrongServer(exception))
        {
            database.Leave(_server!);
        }
        else if (session.IsUsable && DatabaseErrors.ConcernsSomeOnly(exception))
        {
            try
            {
                await session.RollbackAsync().ConfigureAwait(false);
                return;
            }
            catch (Exception failure)
            {
                LogRollbackFailed(failure);
            }
        }

        await CloseAsync();
    }

    /// <summary>Closes the session; the next one learns anew what the server takes.</summary>
    public async ValueTask CloseAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    [LoggerMessage(LogLevel.Debug, "The session is closed, because it could not be rolled back", EventName = "RollbackFailed")]
    private partial void LogRollbackFailed(Exception exception);
}
