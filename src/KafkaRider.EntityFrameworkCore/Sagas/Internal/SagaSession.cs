using MassTransit;
using MassTransit.Scheduling;

namespace KafkaRider.Internal;

/// <summary>Is what one event does to a saga beside changing it: the timers that it sets and cancels.</summary>
internal sealed class SagaSession(ConsumeContext context, Guid sagaId, Uri inputAddress) : IScheduleMessageProvider
{
    private readonly Dictionary<Guid, SagaTimer> _timers = [];
    private readonly HashSet<Guid> _cancelled = [];

    public IReadOnlyList<SagaTimer> Timers => [.. _timers.Values];

    public IReadOnlyList<Guid> Cancelled => [.. _cancelled];

    public async Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        if (destinationAddress != inputAddress)
        {
            throw new InvalidOperationException($"A saga schedules messages to its own topic, not to {destinationAddress}.");
        }

        var schedule = new ScheduleSendPipe<T>(pipe, scheduledTime) { ScheduledMessageId = ScheduleTokenIdCache<T>.GetTokenId(message, NewId.NextGuid()) };
        using var collector = RecordCollector.Begin();
        var endpoint = await context.GetSendEndpoint(destinationAddress).ConfigureAwait(false);
        await endpoint.Send(message, schedule, cancellationToken).ConfigureAwait(false);

        // All that a saga gets has the same key, so it comes in one order.
        var key = System.Text.Encoding.UTF8.GetBytes(sagaId.ToString());
        var records = collector.Records.Select(record => record with { Key = key }).ToList();
        var tokenId = schedule.ScheduledMessageId ?? throw new InvalidOperationException("The message has no token.");
        _timers[tokenId] = new(tokenId, scheduledTime.ToUniversalTime(), SagaRecordsJson.Write(records));
        return new ScheduledMessageHandle<T>(tokenId, scheduledTime, destinationAddress, message);
    }

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        if (!_timers.Remove(tokenId))
        {
            _cancelled.Add(tokenId);
        }

        return Task.CompletedTask;
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);
}
