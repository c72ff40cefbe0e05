using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;

namespace KafkaRider;

/// <summary>Registers producers: of each, <see cref="ITopicProducer{TValue}"/> or <see cref="ITopicProducer{TKey, TValue}"/> comes for each scope.</summary>
/// <remarks>
/// What a consumer on a topic publishes goes to the topic of the first producer of its type, with that producer's serializers. A producer of
/// which a topic is missing is a reason not to be healthy.
/// </remarks>
public static class KafkaProducerRegistrationExtensions
{
    /// <summary>Adds a producer of records without keys.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="configure">Configures the producer.</param>
    /// <returns>The same configurator, for chaining.</returns>
    public static IRiderRegistrationConfigurator AddProducer<T>(
        this IRiderRegistrationConfigurator configurator, string topicName,
        Action<IRiderRegistrationContext, IKafkaProducerConfigurator<Null, T>>? configure = null)
        where T : class => configurator.Add(new ProducerRegistration<Null, T>(topicName) { Configure = configure }, _ => null!);

    /// <summary>Adds a producer of records without keys.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="producerConfig">Settings of its client, which win over those of the rider.</param>
    /// <param name="configure">Configures the producer.</param>
    /// <returns>The same configurator, for chaining.</returns>
    public static IRiderRegistrationConfigurator AddProducer<T>(
        this IRiderRegistrationConfigurator configurator, string topicName, ProducerConfig producerConfig,
        Action<IRiderRegistrationContext, IKafkaProducerConfigurator<Null, T>>? configure = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(producerConfig);
        return configurator.Add(new ProducerRegistration<Null, T>(topicName) { Config = producerConfig, Configure = configure }, _ => null!);
    }

    /// <summary>Adds a producer whose keys are text.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="key">Returns the key of the record; <see langword="null"/> lets the partitioner choose. Is called on any thread.</param>
    /// <returns>The same configurator, for chaining.</returns>
    public static IRiderRegistrationConfigurator AddProducer<T>(this IRiderRegistrationConfigurator configurator, string topicName, Func<T, string?> key)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(key);
        return configurator.AddProducer<string, T>(topicName, context => key(context.Message)!);
    }

    /// <summary>Adds a producer that is told each key.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="configure">Configures the producer.</param>
    /// <returns>The same configurator, for chaining.</returns>
    public static IRiderRegistrationConfigurator AddProducer<TKey, T>(
        this IRiderRegistrationConfigurator configurator, string topicName,
        Action<IRiderRegistrationContext, IKafkaProducerConfigurator<TKey, T>>? configure = null)
        where T : class => configurator.Add(new ProducerRegistration<TKey, T>(topicName) { Configure = configure }, resolver: null);

    /// <summary>Adds a producer that is told each key.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="producerConfig">Settings of its client, which win over those of the rider.</param>
    /// <param name="configure">Configures the producer.</param>
    /// <returns>The same configurator, for chaining.</returns>
    public static IRiderRegistrationConfigurator AddProducer<TKey, T>(
        this IRiderRegistrationConfigurator configurator, string topicName, ProducerConfig producerConfig,
        Action<IRiderRegistrationContext, IKafkaProducerConfigurator<TKey, T>>? configure = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(producerConfig);
        return configurator.Add(new ProducerRegistration<TKey, T>(topicName) { Config = producerConfig, Configure = configure }, resolver: null);
    }

    /// <summary>Adds a producer that finds the keys by itself.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="keyResolver">Returns the key of a message. Is called on any thread.</param>
    /// <param name="configure">Configures the producer.</param>
    /// <returns>The same configurator, for chaining.</returns>
    public static IRiderRegistrationConfigurator AddProducer<TKey, T>(
        this IRiderRegistrationConfigurator configurator, string topicName, KafkaKeyResolver<TKey, T> keyResolver,
        Action<IRiderRegistrationContext, IKafkaProducerConfigurator<TKey, T>>? configure = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(keyResolver);
        return configurator.Add(new ProducerRegistration<TKey, T>(topicName) { KeyResolver = keyResolver, Configure = configure }, keyResolver);
    }

    /// <summary>Adds a producer that finds the keys by itself.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="configurator">The rider to add to.</param>
    /// <param name="topicName">The topic.</param>
    /// <param name="producerConfig">Settings of its client, which win over those of the rider.</param>
    /// <param name="keyResolver">Returns the key of a message. Is called on any thread.</param>
    /// <param name="configure">Configures the producer.</param>
    /// <returns>The same configurator, for chaining.</returns>
    public static IRiderRegistrationConfigurator AddProducer<TKey, T>(
        this IRiderRegistrationConfigurator configurator, string topicName, ProducerConfig producerConfig, KafkaKeyResolver<TKey, T> keyResolver,
        Action<IRiderRegistrationContext, IKafkaProducerConfigurator<TKey, T>>? configure = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(producerConfig);
        ArgumentNullException.ThrowIfNull(keyResolver);
        return configurator.Add(
            new ProducerRegistration<TKey, T>(topicName) { Config = producerConfig, KeyResolver = keyResolver, Configure = configure }, keyResolver);
    }

    private static IRiderRegistrationConfigurator Add<TKey, T>(
        this IRiderRegistrationConfigurator configurator, ProducerRegistration<TKey, T> registration, KafkaKeyResolver<TKey, T>? resolver)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentException.ThrowIfNullOrWhiteSpace(registration.Topic);

        configurator.AddRegistration(registration);
        configurator.TryAddScoped<IKafkaRider, ITopicProducer<TKey, T>>(
            (rider, scope) => ((Internal.KafkaRider)rider).Producers.Get<TKey, T>(registration, scope));
        if (resolver is not null)
        {
            configurator.TryAddScoped<IKafkaRider, ITopicProducer<T>>((rider, scope) => new ResolvingProducer<TKey, T>(
                ((Internal.KafkaRider)rider).Producers.Get<TKey, T>(registration, scope), resolver));
        }

        return configurator;
    }

    private static void AddRegistration(this IRiderRegistrationConfigurator configurator, IProducerRegistration registration) =>
        configurator.Registrar.GetOrAddRegistration(typeof(IProducerRegistration), _ => registration);
}
