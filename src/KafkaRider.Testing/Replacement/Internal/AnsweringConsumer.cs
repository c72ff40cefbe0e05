using MassTransit;

namespace KafkaRider.Testing.Internal;

/// <summary>Answers requests as a test says.</summary>
internal sealed class AnsweringConsumer<TRequest>(AnswerOf<TRequest> answer) : IConsumer<TRequest>
    where TRequest : class
{
    public Task Consume(ConsumeContext<TRequest> context) => answer.To(context.Message) is { } outcome
        ? context.RespondAsync(outcome, outcome.GetType(), Pipe.Execute<SendContext>(sent => sent.CorrelationId = context.CorrelationId))
        : Task.CompletedTask;
}
