using System.Text.Json.Serialization.Metadata;
using KafkaRider.AspNetCore.Internal;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KafkaRider.AspNetCore;

/// <summary>Says which commands a topic carries and what can come of them.</summary>
public sealed class KafkaCommandsBuilder
{
    private readonly string _topic;
    private readonly CommandsSetup _setup;

    internal KafkaCommandsBuilder(string topic, CommandsSetup setup) => (_topic, _setup) = (topic, setup);

    /// <summary>Gets the services of the application.</summary>
    public IServiceCollection Services => _setup.Services;

    /// <summary>Adds a command.</summary>
    /// <typeparam name="TCommand">The type of the command.</typeparam>
    /// <param name="key">Returns the key of the record. What must be executed in order has the same one.</param>
    /// <returns>A builder to which the outcomes of the command are added.</returns>
    public CommandBuilder<TCommand> Add<TCommand>(Func<TCommand, string?> key)
        where TCommand : class
    {
        var registration = new CommandRegistration<TCommand>(_topic, CommandsSetup.SpaceOf(_topic));
        Services.AddSingleton(registration);
        Services.TryAddScoped<CommandClient<TCommand>>();
        _setup.ConfigureRider(rider => rider.AddRequestClient(_topic, key));
        return new(registration, _setup.Outcomes);
    }

    /// <summary>Adds a command that starts a process of several steps: operations show the steps, and what else comes to the topic is no command.</summary>
    /// <typeparam name="TCommand">The type of the command.</typeparam>
    /// <param name="eventsTopic">The topic that tells of every step (<see cref="ProcessChanged"/>) and of the outcome.</param>
    /// <returns>A builder to which the outcomes of the command are added.</returns>
    /// <remarks>The key of the record is the operation's id, which is that of the process.</remarks>
    public CommandBuilder<TCommand> AddProcess<TCommand>(string eventsTopic)
        where TCommand : class
    {
        ArgumentException.ThrowIfNullOrEmpty(eventsTopic);

        _setup.AddProcess(_topic, MessageUrn.ForTypeString<TCommand>());
        _setup.Follow<ProcessFollower>(eventsTopic);
        return Add<TCommand>(_ => null).OfProcess();
    }

    /// <summary>Names the outcome by which the consumer says that the id of a command is taken by another command.</summary>
    /// <typeparam name="TOutcome">The type of the outcome.</typeparam>
    /// <returns>The same builder, for chaining.</returns>
    public KafkaCommandsBuilder Conflict<TOutcome>()
        where TOutcome : class
    {
        _setup.Outcomes.AddConflict(new OutcomeMeaning<TOutcome>(body: null, LastLook.Conflict));
        return this;
    }

    /// <summary>Declares a topic, which is created where it does not exist.</summary>
    /// <param name="name">The name of the topic.</param>
    /// <param name="partitions">The number of partitions.</param>
    /// <param name="retention">How long the broker keeps records; <see langword="null"/> keeps them for ever.</param>
    /// <returns>The same builder, for chaining.</returns>
    public KafkaCommandsBuilder Topic(string name, int partitions, TimeSpan? retention = null) =>
        ConfigureKafka((_, kafka) => kafka.Topic(name, partitions, retention));

    /// <summary>Follows a topic that tells of outcomes, so that operations can be looked up on any instance.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>The same builder, for chaining.</returns>
    public KafkaCommandsBuilder Outcomes(string topic)
    {
        _setup.Follow<OutcomeFollower>(topic);
        return this;
    }

    /// <summary>Has whoever executes the commands asked for operations that this instance no longer has in memory.</summary>
    /// <param name="queriesTopic">The topic over which <see cref="GetOperation"/> is asked.</param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>
    /// An operation may be of any command: all topics that are named are asked at once, for at most 3 seconds. Where one of them does not answer and no
    /// other knows the operation, the client is told that it is not known yet (503), not that there is none; it is asked again a second later.
    /// </remarks>
    public KafkaCommandsBuilder AskForOperations(string queriesTopic)
    {
        ArgumentException.ThrowIfNullOrEmpty(queriesTopic);

        _setup.ConfigureRider(rider => rider.AddRequestClient<GetOperation>(queriesTopic, query => query.OperationId.ToString()));
        Services.AddSingleton<IOperationArchive>(provider => ActivatorUtilities.CreateInstance<QueriedArchive>(provider, queriesTopic));
        return this;
    }

    /// <summary>Refuses outcomes in topics that no consumer writes. What is refused is counted and logged, and no operation has it.</summary>
    /// <param name="check">Throws an <see cref="InvalidRecordException"/> if an outcome cannot be, given the outcome and the time.</param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>Replies are not checked: they come from who executes the command.</remarks>
    public KafkaCommandsBuilder CheckOutcomes(Action<object, DateTimeOffset> check)
    {
        ArgumentNullException.ThrowIfNull(check);

        _setup.Outcomes.Checks.Add(check);
        return this;
    }

    /// <summary>Sets how many records of a topic this instance may be behind before it is not ready.</summary>
    /// <param name="limit">Returns the number.</param>
    /// <returns>The same builder, for chaining.</returns>
    public KafkaCommandsBuilder LagLimit(Func<IServiceProvider, long> limit)
    {
        _setup.LagLimit = limit;
        return this;
    }

    /// <summary>Adds messages whose JSON is source generated. All others are written and read by reflection.</summary>
    /// <param name="resolver">Usually the <c>Default</c> of a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <returns>The same builder, for chaining.</returns>
    public KafkaCommandsBuilder Json(IJsonTypeInfoResolver resolver)
    {
        _setup.Messages.TypeInfoResolverChain.Insert(0, resolver);
        return this;
    }

    /// <summary>Adds to the rider what the application consumes or produces itself.</summary>
    /// <param name="configure">Adds consumers and producers.</param>
    /// <returns>The same builder, for chaining.</returns>
    public KafkaCommandsBuilder ConfigureRider(Action<IRiderRegistrationConfigurator> configure)
    {
        _setup.ConfigureRider(configure);
        return this;
    }

    /// <summary>Configures the rider further.</summary>
    /// <param name="configure">Is called while the bus is built.</param>
    /// <returns>The same builder, for chaining.</returns>
    public KafkaCommandsBuilder ConfigureKafka(Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure)
    {
        _setup.Configurations.Add(configure);
        return this;
    }
}
