using KafkaRider.EntityFrameworkCore;
using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware.InMemoryOutbox;
using MassTransit.Saga;
using MassTransit.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>
/// Handles an event of a saga so that its offset says: the state is saved, and all that the event caused is with Kafka. What the machine
/// sends is collected, kept in the row with the event's id, and written after the commit. When the event comes again, it is written from there.
/// </summary>
internal sealed partial class SagaRepositoryContextFactory<TSaga>(
    SagaStore store, SagaMachine<TSaga> machine, ICollectedRecordWriter writer, IBus bus, InboxHorizon horizon, SagaMetrics metrics, TimeProvider time,
    ILogger<SagaRepositoryContextFactory<TSaga>> logger, IHostApplicationLifetime? host = null) : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, SagaStateMachineInstance
{
    private static readonly string Type = SagaMachine<TSaga>.Type;

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        RefuseOutbox(context);
        var sagaId = context.CorrelationId is { } id && id != Guid.Empty ? id : throw new InvalidCommandException("The id of the saga is missing or empty.");
        var eventId = SagaEvents.IdOf(context);

        if (TryGuess<T>(sagaId, eventId, IsTooOldToBegin(context), out var guess)
            && await TryHandleAsync(context, next, guess, eventId, isSure: false).ConfigureAwait(false))
        {
            return;
        }

        var row = await store.ReadAsync(sagaId, Type, context.CancellationToken).ConfigureAwait(false);

        if (row?.HasHandledLast(eventId) is true)
        {
            // Whether all of it was sent nobody knows.
            metrics.Dropped(Type, SagaMetrics.Redelivered);
            await writer.WriteAsync(SagaRecordsJson.Read(row.Outgoing), context.CancellationToken).ConfigureAwait(false);
            return;
        }

        if (row is not null && (row.IsClosed || row.HasHandled(eventId)))
        {
            // What an older event sent is with Kafka, or no later one would have been handled.
            metrics.Dropped(Type, row.IsClosed ? SagaMetrics.Closed : SagaMetrics.Redelivered);
            return;
        }

        if (!await TryHandleAsync(context, next, row, eventId, isSure: true).ConfigureAwait(false))
        {
            throw new StoreUnavailableException("Another instance has handled an event of the saga in the meantime.");
        }
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class => throw new NotSupportedException(
            $"{typeof(T).Name} is correlated to {Type} by a query: correlate by id (CorrelateById), which is also the key of the record.");

    public void Probe(ProbeContext context) => context.Add("persistence", "KafkaRider.EntityFrameworkCore");

    // It would keep what is sent until the saga is saved, and lose it if the process ends there.
    private void RefuseOutbox(ConsumeContext context)
    {
        if (context.TryGetPayload(out OutboxContext? _))
        {
            LogOutbox(Type);
            Environment.ExitCode = 1;
            host?.StopApplication();
            throw new StoreUnavailableException($"The endpoint of {Type} uses an outbox.");
        }
    }

    // What came before is looked up: this instance may not be the one that handled it.
    private bool TryGuess<T>(Guid sagaId, Guid eventId, bool isTooOld, out SagaRecord? guess)
    {
        guess = store.Find(sagaId, Type);
        return guess is null ? !isTooOld && machine.IsBeginning(typeof(T)) : !guess.IsClosed && !guess.HasHandled(eventId);
    }

    private bool IsTooOldToBegin(ConsumeContext context) =>
        horizon.IsBehind(context.SentTime is { } at ? new DateTimeOffset(at.ToUniversalTime(), TimeSpan.Zero) : null);

    /// <summary>Handles an event, on what the row is, or is thought to be.</summary>
    /// <returns>Whether it is done. If not, the row is another one: nothing was changed, and nothing sent.</returns>
    private async Task<bool> TryHandleAsync<T>(
        ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next, SagaRecord? row, Guid eventId, bool isSure)
        where T : class
    {
        var sagaId = context.CorrelationId!.Value;
        var session = new SagaSession(context, sagaId, context.ReceiveContext.InputAddress);
        var scheduler = new ConsumeMessageSchedulerContext(context, _ => new MessageScheduler(session, bus.Topology));
        var saga = new SagaMessageContext<TSaga, T>(context, row, scheduler, session);
        IReadOnlyList<CollectedRecord>? sent;

        try
        {
            sent = await RunAsync(saga, next).ConfigureAwait(false);
        }
        catch (NotAcceptedStateMachineException exception)
        {
            if (isSure)
            {
                // One that came twice, or late: no reason for a dead letter, nor for a fault to whoever asked.
                metrics.Dropped(Type, SagaMetrics.Unhandled);
                LogUnhandled(exception, Type, sagaId, typeof(T).Name);
            }

            return isSure;
        }
        catch (Exception) when (!isSure)
        {
            // It may have failed because the row is another one by now.
            return false;
        }

        if (saga.Changed is { } changed)
        {
            if (row is null && IsTooOldToBegin(context))
            {
                throw new InvalidCommandException(
                    $"The {typeof(T).Name} is older than finished sagas are remembered (Inbox:Retention): it may have started one, so it starts none.");
            }

            if (!await TrySaveAsync(row, changed, saga.IsClosed, eventId, sent, session, context.CancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            if (row is null)
            {
                machine.NoteBeginning(typeof(T));
            }

            metrics.Handled(Type);
        }
        else if (!isSure)
        {
            return false;
        }
        else if (row is null)
        {
            metrics.Dropped(Type, SagaMetrics.Missing);
            LogMissing(Type, sagaId, typeof(T).Name);
        }

        await writer.WriteAsync(sent, context.CancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Runs the machine, and returns what it sent.</summary>
    private static async Task<IReadOnlyList<CollectedRecord>> RunAsync<T>(SagaMessageContext<TSaga, T> saga, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        using var collector = RecordCollector.Begin();
        await next.Send(saga).ConfigureAwait(false);
        return collector.Records;
    }

    private async Task<bool> TrySaveAsync(
        SagaRecord? row, SagaConsumeContext<TSaga> changed, bool isClosed, Guid eventId, IReadOnlyList<CollectedRecord> sent, SagaSession session,
        CancellationToken cancellationToken)
    {
        var state = await machine.GetStateAsync(changed).ConfigureAwait(false);
        var version = (row?.Version ?? 0) + 1;
        var now = time.GetUtcNow().UtcDateTime;

        if (changed.Saga is ISagaVersion versioned)
        {
            versioned.Version = version;
        }

        DateTime? endedAt = isClosed || machine.IsEnd(state) || changed.Saga is IEndingSaga { HasEnded: true } ? row?.EndedAt ?? now : null;
        var written = new SagaRecord(
            changed.Saga.CorrelationId, Type, state, version, SagaMachine<TSaga>.Write(changed.Saga),
            SagaRecord.Append(row?.Handled ?? [], eventId), SagaRecordsJson.Write(sent), row?.StartedAt ?? now, endedAt, isClosed);

        if (!await store.TryWriteAsync(written, eventId, session.Timers, session.Cancelled, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (state == ProcessStatus.FailedIncomplete && row?.State != state && changed.Saga is IEndingSaga process)
        {
            LogIncomplete(Type, written.Id, process.FailedStep, process.Reason);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Information, "There is no {Saga} {Id} for a {Event}: it is passed over", EventName = "SagaMissing")]
    private partial void LogMissing(string saga, Guid id, string @event);

    [LoggerMessage(
        LogLevel.Critical, "Refusing to run: the endpoint of {Saga} has UseInMemoryOutbox, which loses what a saga sends; leave it out", EventName = "OutboxRefused")]
    private partial void LogOutbox(string saga);

    [LoggerMessage(
        LogLevel.Error, "{Saga} {Id} waits for an operator: it failed at {Step} ({Reason}), and something is left that could not be undone, or done",
        EventName = "ProcessIncomplete")]
    private partial void LogIncomplete(string saga, Guid id, string? step, string? reason);

    [LoggerMessage(LogLevel.Debug, "{Saga} {Id} does not take a {Event} in its state: it is passed over", EventName = "SagaEventUnhandled")]
    private partial void LogUnhandled(Exception exception, string saga, Guid? id, string @event);
}
