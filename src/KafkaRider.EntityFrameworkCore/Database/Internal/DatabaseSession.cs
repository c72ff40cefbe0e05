using System.Buffers;
using System.Data;
using System.Data.Common;
using KafkaRider.EntityFrameworkCore;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>One connection, on which every round trip ends in time whether or not the server answers.</summary>
/// <remarks>Not safe for concurrent use. After a timeout or a lost connection the session is no longer usable.</remarks>
internal sealed class DatabaseSession : IAsyncDisposable
{
    // The driver ends waiting for an answer after the command's timeout. Sending it does not end: a text that is larger than the network's
    // buffers waits there for a server that takes nothing in.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // What the protocol puts before a text: the command, and the attributes of a query that has none.
    private const int Overhead = 16;

    private readonly MySqlConnection _connection;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly ArrayBufferWriter<char> _text = new();
    private long _maxTextSize = long.MaxValue;
    private MySqlTransaction? _transaction;
    private bool _abandoned;

    private DatabaseSession(MySqlConnection connection, TimeSpan timeout, TimeProvider timeProvider)
    {
        _connection = connection;
        _timeout = timeout;
        _timeProvider = timeProvider;
    }

    public bool IsUsable => !_abandoned && _connection.State == ConnectionState.Open;

    /// <exception cref="ReadOnlyServerException">The server takes no writes.</exception>
    public static async Task<DatabaseSession> OpenAsync(
        MySqlConnection connection, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var session = new DatabaseSession(connection, timeout, timeProvider);

        try
        {
            await session.BoundAsync(connection.OpenAsync(CancellationToken.None), cancellationToken);
            var variables = await session.QueryAsync(
                session.CreateText().Append(ServerVariables.Query), ServerVariables.ReadAsync, cancellationToken);
            session._maxTextSize = variables.ThrowIfReadOnly().MaxPacketSize - Overhead;
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
        return new SqlText(_text);
    }

    /// <exception cref="TextTooLargeException">The server does not take so large a text. Nothing was sent.</exception>
    public async Task<int> ExecuteAsync(SqlText sql, CancellationToken cancellationToken)
    {
        await using var command = CreateCommand(sql);
        var execution = command.ExecuteNonQueryAsync(CancellationToken.None);
        await BoundAsync(execution, cancellationToken);
        return await execution;
    }

    /// <summary>Runs a query and reads its results with <paramref name="read"/>, all within one timeout.</summary>
    /// <exception cref="TextTooLargeException">The server does not take so large a text. Nothing was sent.</exception>
    public async Task<T> QueryAsync<T>(SqlText sql, Func<DbDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var query = RunAsync();
        await BoundAsync(query, cancellationToken);
        return await query;

        async Task<T> RunAsync()
        {
            await using var command = CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            return await read(reader);
        }
    }

    /// <summary>Begins a transaction, which all that follows on this session belongs to until it is committed or rolled back.</summary>
    public async Task<MySqlTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var beginning = _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, CancellationToken.None).AsTask();
        await BoundAsync(beginning, cancellationToken);
        return _transaction = await beginning;
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await BoundAsync(_transaction!.CommitAsync(CancellationToken.None), cancellationToken);
        _transaction = null;
    }

    /// <summary>Ends a transaction that was begun here or in a text, if there is one.</summary>
    public async Task RollbackAsync()
    {
        if (_transaction is { } transaction)
        {
            _transaction = null;
            await BoundAsync(transaction.RollbackAsync(CancellationToken.None), CancellationToken.None);
        }
        else
        {
            await ExecuteAsync(CreateText().Append("ROLLBACK"), CancellationToken.None);
        }
    }

    /// <summary>Lets somebody else use the connection, for as long as a round trip may take. Then it is closed.</summary>
    public async Task UseAsync(Func<MySqlConnection, Task> use, CancellationToken cancellationToken)
    {
        try
        {
            await BoundAsync(use(_connection), cancellationToken);
        }
        catch when (_abandoned)
        {
            // Whoever uses it may wait for something else, and the others for its locks.
            _ = CloseAfterAsync(Task.CompletedTask);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _abandoned ? ValueTask.CompletedTask : _connection.DisposeAsync();

    private MySqlCommand CreateCommand(SqlText sql) => sql.Size <= _maxTextSize
        ? new(sql.ToString(), _connection, _transaction)
        : throw new TextTooLargeException(sql.Size, _maxTextSize);

    private async Task BoundAsync(Task roundTrip, CancellationToken cancellationToken)
    {
        try
        {
            await roundTrip.WaitAsync(_timeout + Grace, _timeProvider, cancellationToken);
        }
        catch when (!roundTrip.IsCompleted)
        {
            _abandoned = true;
            _ = CloseAfterAsync(roundTrip);
            throw;
        }
    }

    // Saying goodbye would wait in the same place.
    private async Task CloseAfterAsync(Task roundTrip)
    {
        await roundTrip.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        try
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MySqlException or InvalidOperationException)
        {
            // It is gone.
        }
    }
}
