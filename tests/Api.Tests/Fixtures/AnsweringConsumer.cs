using MassTransit;

namespace Users.Api.Tests.Fixtures;

/// <summary>Answers each command with what the test says.</summary>
internal sealed class AnsweringConsumer<TCommand>(Func<TCommand, object> answer) : IConsumer<TCommand>
    where TCommand : class
{
    public Task Consume(ConsumeContext<TCommand> context) => context.RespondAsync(answer(context.Message));
}
