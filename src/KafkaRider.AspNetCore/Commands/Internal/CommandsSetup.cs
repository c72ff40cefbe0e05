using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Collects what is registered of all commands, and connects it to the bus.</summary>
internal sealed class CommandsSetup(IServiceCollection services)
{
    private const long DefaultLagLimit = 10_000;
    private const string DeadLetterSuffix = ".dead-letter";
    private const string ReplySuffix = ".replies";

    private readonly List<string> _topics = [];
    private IRiderRegistrationConfigurator? _rider;

    public IServiceCollection Services => services;

    public OutcomeRegistry Outcomes { get; } = new();

    public CaughtUpTopics Followed { get; } = new();

    public CommandTypes CommandTypes { get; } = new();

    /// <summary>Gets how messages are written where they are compared: without what is null.</summary>
    public JsonSerializerOptions Messages { get; } =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, TypeInfoResolverChain = { new DefaultJsonTypeInfoResolver() } };

    public List<Action<IRiderRegistrationContext, IKafkaFactoryConfigurator>> Configurations { get; } = [];

    public Func<IServiceProvider, long> LagLimit { get; set; } = _ => DefaultLagLimit;

    /// <summary>Adds a topic that carries commands.</summary>
    public void Add(string topic)
    {
        if (!_topics.Contains(topic))
        {
            _topics.Add(topic);
            Follow<CommandFollower>(topic);
            Follow<DeadLetterFollower>(topic + DeadLetterSuffix);
        }
    }

    /// <summary>Notes that a topic is that of a process, which a command starts.</summary>
    public void AddProcess(string topic, string commandType)
    {
        CommandTypes.Add(topic, commandType);
        CommandTypes.Add(topic + DeadLetterSuffix, commandType);
    }

    /// <summary>Configures the rider, if there is one: what a command means can be asked for without.</summary>
    public void ConfigureRider(Action<IRiderRegistrationConfigurator> configure)
    {
        if (_rider is not null)
        {
            configure(_rider);
        }
    }

    /// <summary>Follows a topic that tells of operations. Whoever else follows it reads the same records.</summary>
    public void Follow<TFollower>(string topic)
        where TFollower : ITopicFollower
    {
        Followed.Started(topic);
        services.AddTopicFollower(
            topic, provider => ActivatorUtilities.CreateInstance<TFollower>(provider, topic), provider => LagLimit(provider));
    }

    /// <summary>Returns what the names of the topics of one system have in common: what stands before the first dot.</summary>
    public static string SpaceOf(string topic) => topic.Split('.')[0];

    public void Connect(ConfigurationManager configuration)
    {
        var deadline = (configuration.GetSection(RequestsOptions.SectionName).Get<RequestsOptions>() ?? new()).Timeout;
        var kafkaOptions = KafkaSettings.Read(configuration, deadline);

        services.AddMassTransit(bus =>
        {
            // It would report to MassTransit's authors over the network.
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                _rider = rider;
                rider.UsingKafka((context, kafka) =>
                {
                    kafka.Host(kafkaOptions);
                    kafka.UseJson(Messages.TypeInfoResolver!);
                    kafka.RequestClient(KafkaSettings.ReadRequestClient(configuration, SpaceOf(_topics[0]) + ReplySuffix, deadline));
                    Configurations.ForEach(configure => configure(context, kafka));
                });
            });
        });
    }
}
