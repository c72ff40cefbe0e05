using KafkaRider.Testing.Internal;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Testing;

/// <summary>Says what comes of requests in a test where Kafka is taken out.</summary>
/// <remarks>A request of which nothing is said gets no answer, as if nobody consumed its topic.</remarks>
public sealed class KafkaReplacement
{
    private readonly List<Action<IBusRegistrationConfigurator>> _bus = [];

    internal KafkaReplacement()
    {
    }

    internal Dictionary<Type, RequestRefusal> Refusals { get; } = [];

    internal bool CatchesUp { get; private set; } = true;

    /// <summary>Answers requests of a type.</summary>
    /// <typeparam name="TRequest">The type of the request.</typeparam>
    /// <param name="answer">
    /// Returns the answer; <see langword="null"/> gives none, so that the request times out. What it throws reaches the requester as a fault. Is called
    /// by several threads at a time.
    /// </param>
    /// <returns>The same, for chaining.</returns>
    public KafkaReplacement Answer<TRequest>(Func<TRequest, object?> answer)
        where TRequest : class
    {
        ArgumentNullException.ThrowIfNull(answer);

        return ConfigureBus(bus =>
        {
            bus.AddSingleton(new AnswerOf<TRequest>(answer));
            bus.AddConsumer<AnsweringConsumer<TRequest>>();
        });
    }

    /// <summary>Refuses requests of a type before they are sent.</summary>
    /// <typeparam name="TRequest">The type of the request.</typeparam>
    /// <param name="reason">Why, as <see cref="RequestNotAcceptedException.Reason"/> tells the requester.</param>
    /// <returns>The same, for chaining.</returns>
    public KafkaReplacement Refuse<TRequest>(RequestRefusal reason)
        where TRequest : class
    {
        Refusals[typeof(TRequest)] = reason;
        return this;
    }

    /// <summary>Adds consumers of the test's own to the bus that stands for Kafka, which is MassTransit's in-memory test harness.</summary>
    /// <param name="configure">Adds consumers, state machines, and whatever else the harness takes.</param>
    /// <returns>The same, for chaining.</returns>
    public KafkaReplacement ConfigureBus(Action<IBusRegistrationConfigurator> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        _bus.Add(configure);
        return this;
    }

    /// <summary>Leaves views and operations as they are before their topics are read. Otherwise they have caught up with empty ones when the application starts.</summary>
    /// <returns>The same, for chaining.</returns>
    public KafkaReplacement LeaveBehind()
    {
        CatchesUp = false;
        return this;
    }

    internal void Apply(IBusRegistrationConfigurator bus) => _bus.ForEach(configure => configure(bus));
}
