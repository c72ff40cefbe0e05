using System.Buffers;
using System.Data;
using System.Data.Common;

namespace Users.Consumer.Database;

/// <summary>One connection, on which every round trip ends within the timeout whether or not the server answers.</summary>
/// <remarks>Not safe for concurrent use. After a timeout or a lost connection the session is no longer usable.</remarks>
internal sealed class DatabaseSession : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly TimeProvider _timeProvider;
    private readonly ArrayBufferWriter<char> _text = new();
    private bool _abandoned;

    private DatabaseSession(DbConnection connection, TimeSpan timeout, TimeProvider timeProvider)
    {
        _connection = connection;
        Timeout = timeout;
        _timeProvider = timeProvider;
    }

    /// <summary>Gets or sets how long one round trip may take.</summary>
    public TimeSpan Timeout { get; set; }

    public bool IsUsable => !_abandoned && _connection.State == ConnectionState.Open;

    public static async Task<DatabaseSession> OpenAsync(
        DbConnection connection, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var session = new DatabaseSession(connection, timeout, timeProvider);

        try
        {
            await session.BoundAsync(connection.OpenAsync(CancellationToken.None), cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a statement text, which may hold several statements: they make one round trip. The text before it is at an end.</summary>
    public SqlText CreateText()
    {
        _text.ResetWrittenCount();
        return new SqlText(_connection.CreateCommand(), _text);
    }

    public async Task<int> ExecuteAsync(SqlText sql, CancellationToken cancellationToken)
    {
        var execution = RunAsync();
        await BoundAsync(execution, cancellationToken);
        return await execution;

        async Task<int> RunAsync()
        {
            await using var command = sql.ToCommand();
            return await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>Runs a query and reads its results with <paramref name="read"/>, all within one timeout.</summary>
    public async Task<T> QueryAsync<T>(SqlText sql, Func<DbDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var query = RunAsync();
        await BoundAsync(query, cancellationToken);
        return await query;

        async Task<T> RunAsync()
        {
            await using var command = sql.ToCommand();
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            return await read(reader);
        }
    }

    public ValueTask DisposeAsync() => _abandoned ? ValueTask.CompletedTask : CloseAsync();

    private async Task BoundAsync(Task roundTrip, CancellationToken cancellationToken)
    {
        try
        {
            await roundTrip.WaitAsync(Timeout, _timeProvider, cancellationToken);
        }
        catch when (!roundTrip.IsCompleted)
        {
            _abandoned = true;
            _ = CloseAfterAsync(roundTrip);
            throw;
        }
    }

    // Closing the connection under a pending read blocks in the driver for as long as the server hangs.
    private async Task CloseAfterAsync(Task roundTrip)
    {
        await roundTrip.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync();
    }

    private async ValueTask CloseAsync()
    {
        try
        {
            await _connection.DisposeAsync();
        }
        catch (Exception)
        {
            // The driver can fail at saying goodbye on a connection that is gone already.
        }
    }
}
