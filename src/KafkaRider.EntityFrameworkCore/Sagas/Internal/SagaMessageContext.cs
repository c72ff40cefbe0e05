using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace KafkaRider.Internal;

/// <summary>Gives one event its saga, and notes what became of that.</summary>
internal sealed class SagaMessageContext<TSaga, TMessage>(
    ConsumeContext<TMessage> context, SagaRecord? row, MessageSchedulerContext scheduler, SagaSession session)
    : ConsumeContextScope<TMessage>(context, scheduler, session), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, SagaStateMachineInstance
    where TMessage : class
{
    /// <summary>Gets the saga to keep, if the event was for one.</summary>
    public SagaConsumeContext<TSaga>? Changed { get; private set; }

    /// <summary>Gets whether the saga takes no more events.</summary>
    public bool IsClosed { get; private set; }

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) => CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance) =>
        row is null ? await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Insert).ConfigureAwait(false) : null!;

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId) => row is null
        ? null!
        : await CreateSagaConsumeContext(this, SagaMachine<TSaga>.Read(row), SagaConsumeContextMode.Load).ConfigureAwait(false);

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class => Task.FromResult<SagaConsumeContext<TSaga, T>>(new DefaultSagaConsumeContext<TSaga, T>(consumeContext, instance));

    public Task Save(SagaConsumeContext<TSaga> context) => Note(context, closed: false);

    public Task Update(SagaConsumeContext<TSaga> context) => Note(context, closed: false);

    // A row that is deleted at once would be made anew by its first event, should that come again.
    public Task Delete(SagaConsumeContext<TSaga> context) => Note(context, closed: true);

    public Task Discard(SagaConsumeContext<TSaga> context) => Note(context, closed: true);

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    private Task Note(SagaConsumeContext<TSaga> context, bool closed)
    {
        Changed = context;
        IsClosed = closed;
        return Task.CompletedTask;
    }
}
