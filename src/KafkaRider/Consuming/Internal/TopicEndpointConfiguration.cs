using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Collects what is configured of a topic endpoint and builds its pipeline.</summary>
internal sealed class TopicEndpointConfiguration : ReceiveEndpointConfiguration, IKafkaTopicEndpointConfigurator
{
    private readonly IHostConfiguration _host;
    private readonly IReceiveEndpointConfiguration _configuration;
    private readonly Func<ISerialization, KafkaSendTransportProvider> _transports;
    private readonly int _usualPrefetchCount;

    public TopicEndpointConfiguration(
        IHostConfiguration host, IReceiveEndpointConfiguration configuration, TopicEndpointSettings settings, KafkaJsonSerializer serializer,
        Func<ISerialization, KafkaSendTransportProvider> transports)
        : base(host, configuration)
    {
        _host = host;
        _configuration = configuration;
        _transports = transports;
        Settings = settings;
        PublishFaults = false;
        InputAddress = new KafkaAddress(settings.Topic).ToUri();

        ((IReceiveEndpointConfigurator)this).ClearSerialization();
        ((IReceiveEndpointConfigurator)this).AddSerializer(serializer);
        ((IReceiveEndpointConfigurator)this).AddDeserializer(serializer, isDefault: true);
        ((IReceivePipelineConfigurator)this).ConfigureReceive(pipe => pipe.UseFilter(new TraceStateFilter()));
        _usualPrefetchCount = Transport.PrefetchCount;
    }

    public TopicEndpointSettings Settings { get; }

    public override Uri HostAddress => _configuration.HostAddress;

    public override Uri InputAddress { get; }

    public int MaxInFlight
    {
        set => Settings.MaxInFlight = value;
    }

    int IReceiveEndpointConfigurator.PrefetchCount
    {
        get => Settings.MaxInFlight;
        set => Settings.MaxInFlight = value;
    }

    int? IReceiveEndpointConfigurator.ConcurrentMessageLimit
    {
        get => Settings.ConcurrentMessageLimit;
        set => Settings.ConcurrentMessageLimit = value;
    }

    public int MessageLimit
    {
        set => Settings.MessageLimit = value;
    }

    public TimeSpan CheckpointInterval
    {
        set => Settings.CheckpointInterval = value;
    }

    public TimeSpan DrainTimeout
    {
        set => Settings.DrainTimeout = value;
    }

    public string DeadLetterTopic
    {
        set => Settings.DeadLetterTopic = Settings.Prefix + value;
    }

    public void ExecutesFor(string kind, Func<CancellationToken, Task<Guid>> findId)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(findId);
        (Settings.OwnerKind, Settings.FindOwner) = (kind, findId);
    }

    public void RetryForever(Func<Exception, bool> isTransient) => Settings.IsTransient = isTransient;

    public override IEnumerable<ValidationResult> Validate()
    {
        TakeTransportSettings();
        foreach (var result in base.Validate())
        {
            yield return result;
        }

        if (PublishFaults)
        {
            yield return this.Failure(nameof(PublishFaults), "is not supported: a fault goes to whoever asked, after the dead letter");
        }

        if (Settings.MessageLimit < 1)
        {
            yield return this.Failure(nameof(MessageLimit), $"must be at least 1 but is {Settings.MessageLimit}");
        }

        if (Settings.ConcurrentMessageLimit < 1)
        {
            yield return this.Failure(nameof(ConcurrentMessageLimit), $"must be at least 1 but is {Settings.ConcurrentMessageLimit}");
        }

        if (Settings.MaxInFlight < 1)
        {
            yield return this.Failure(nameof(MaxInFlight), $"must be at least 1 but is {Settings.MaxInFlight}");
        }

        if (Settings.CheckpointInterval < TimeSpan.FromMilliseconds(10) || Settings.CheckpointInterval > TimeSpan.FromMinutes(1))
        {
            yield return this.Failure(nameof(CheckpointInterval), $"must be from 10 ms to 1 min but is {Settings.CheckpointInterval}");
        }

        if (Settings.DrainTimeout < TimeSpan.Zero || Settings.DrainTimeout > TimeSpan.FromMinutes(1))
        {
            yield return this.Failure(nameof(DrainTimeout), $"must be from 0 to 1 min but is {Settings.DrainTimeout}");
        }
    }

    public override ReceiveEndpointContext CreateReceiveEndpointContext()
    {
        // Last, so that a filter that the application adds may still take the record.
        ((IReceivePipelineConfigurator)this).ConfigureDeadLetter(pipe => pipe.UseFilter(new UnconsumedRecordFilter()));
        ((IReceivePipelineConfigurator)this).ConfigureError(pipe => pipe.UseFilter(new RethrowFilter()));
        ApplySpecifications(new Builder(this));
        return new KafkaReceiveEndpointContext(_host, this, _transports);
    }

    // What was set by ConfigureTransport, or on the bus.
    private void TakeTransportSettings()
    {
        Settings.ConcurrentMessageLimit ??= Transport.ConcurrentMessageLimit;
        if (Transport.PrefetchCount != _usualPrefetchCount)
        {
            Settings.MaxInFlight = Transport.PrefetchCount;
        }
    }

    private sealed class Builder(IReceiveEndpointConfiguration configuration) : ReceiveEndpointBuilder(configuration);
}
