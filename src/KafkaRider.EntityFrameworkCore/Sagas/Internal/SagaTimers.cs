using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Writes what is due to its topics. Any number of instances may do so at once: each takes what the others have not.</summary>
internal sealed class SagaTimers(InboxDatabase database, ICollectedRecordWriter writer, SagaMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private const int StepSize = 200;

    private DatabaseSession? _session;

    /// <summary>Writes what is due now.</summary>
    /// <returns>Whether more may be due.</returns>
    /// <remarks>A crash between writing and forgetting has it written again, with the same message id: the saga handles it once.</remarks>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        _session ??= await database.OpenAsync(cancellationToken).ConfigureAwait(false);

        try
        {
            var due = await TakeAsync(_session, cancellationToken).ConfigureAwait(false);

            if (due.Count > 0)
            {
                await writer.WriteAsync(due.SelectMany(timer => SagaRecordsJson.Read(timer.Records)), cancellationToken).ConfigureAwait(false);
                var sql = _session.CreateText().Append("DELETE FROM saga_timer WHERE id IN ").AppendSet(due.Select(timer => timer.TokenId)).Append("; COMMIT");
                await _session.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
                metrics.Fired(due.Count);
            }
            else
            {
                await _session.ExecuteAsync(_session.CreateText().Append("COMMIT"), cancellationToken).ConfigureAwait(false);
            }

            return due.Count == StepSize;
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Its row is locked until it is written, so that no other instance writes it, too.
    private Task<List<SagaTimer>> TakeAsync(DatabaseSession session, CancellationToken cancellationToken) => session.QueryAsync(
        session.CreateText().Append(
            $"START TRANSACTION; SELECT id, due_at, records FROM saga_timer WHERE due_at <= {time.GetUtcNow().UtcDateTime} ORDER BY due_at LIMIT {StepSize} FOR UPDATE SKIP LOCKED"),
        async reader =>
        {
            var due = new List<SagaTimer>();

            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                due.Add(new(SqlId.Read(reader, 0), reader.GetDateTime(1), reader.GetString(2)));
            }

            return due;
        },
        cancellationToken);
}
