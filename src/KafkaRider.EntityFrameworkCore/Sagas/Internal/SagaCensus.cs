namespace KafkaRider.Internal;

/// <summary>Counts the sagas that have not ended, so that metrics tell how many there are in each state, and how old the oldest is.</summary>
internal sealed class SagaCensus(InboxDatabase database, SagaMetrics metrics)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var sql = session.CreateText().Append(
            "SELECT type, state, COUNT(*), TIMESTAMPDIFF(MICROSECOND, MIN(started_at), UTC_TIMESTAMP(6)) FROM saga WHERE ended_at IS NULL GROUP BY type, state");
        metrics.Count(await session.QueryAsync(
            sql,
            async reader =>
            {
                var counts = new List<SagaCount>();

                while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    counts.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3) / 1e6));
                }

                return counts;
            },
            cancellationToken).ConfigureAwait(false));
    }
}
