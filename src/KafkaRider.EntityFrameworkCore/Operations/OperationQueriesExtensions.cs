using KafkaRider.Internal;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Has a service answer what came of the operations that it has executed.</summary>
public static class OperationQueriesExtensions
{
    /// <summary>Adds an endpoint that answers <see cref="GetOperation"/> from the inbox, and from the rows of processes where there are any.</summary>
    /// <param name="kafka">The rider.</param>
    /// <param name="provider">The services, among which an inbox is registered.</param>
    /// <param name="topic">The topic of the questions, and the name of the consumer group. It is no topic of commands: questions do not wait behind them.</param>
    /// <param name="deadLetterTopic">The topic that takes what is no question; <see langword="null"/> for that with <c>.dead-letter</c> appended.</param>
    public static void AnswerOperationQueries(
        this IKafkaFactoryConfigurator kafka, IServiceProvider provider, string topic, string? deadLetterTopic = null)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        ArgumentNullException.ThrowIfNull(provider);

        var (operations, time) = (provider.GetRequiredService<IOperationStore>(), provider.GetRequiredService<TimeProvider>());

        kafka.TopicEndpoint(topic, topic, endpoint =>
        {
            if (deadLetterTopic is not null)
            {
                endpoint.DeadLetterTopic = deadLetterTopic;
            }

            endpoint.RetryForever(DatabaseErrors.IsTransient);
            endpoint.Consumer(() => new GetOperationConsumer(operations, time));
        });
    }
}
