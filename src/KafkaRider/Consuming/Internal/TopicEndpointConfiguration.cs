using MassTransit;
using MassTransit.Configuration;
using MassTransit.Introspection;
using MassTransit.Transports;

namespace KafkaRider.Internal;

/// <summary>Collects what is configured of a topic endpoint and builds its pipeline.</summary>
internal partial class TopicEndpointConfiguration : ReceiveEndpointConfiguration, IKafkaTopicEndpointConfigurator
{
    private readonly IHostConfiguration _host;
    private readonly IReceiveEndpointConfiguration _configuration;
    private readonly Func<ISerialization, KafkaSendTransportProvider> _transports;
    private readonly int _usualPrefetchCount;
    private readonly Uri _address;

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
        _address = new KafkaAddress(settings.Topic.TrimStart('^')).ToUri();

        ((IReceiveEndpointConfigurator)this).ClearSerialization();
        ((IReceiveEndpointConfigurator)this).AddSerializer(serializer);
        ((IReceiveEndpointConfigurator)this).AddDeserializer(serializer, isDefault: true);
        ((IReceivePipelineConfigurator)this).ConfigureReceive(pipe => pipe.UseFilter(new TraceStateFilter()));
        _usualPrefetchCount = Transport.PrefetchCount;
    }

    public TopicEndpointSettings Settings { get; }

    public override Uri HostAddress => _configuration.HostAddress;

    public override Uri InputAddress => Settings.IsPattern ? _configuration.InputAddress : _address;

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
        set
        {
            Settings.DeadLetterTopic = Settings.Prefix + value;
            Settings.KeepsFailures = true;
        }
    }

    public void ExecutesFor(string kind, Func<CancellationToken, Task<Guid>> findId)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(findId);
        (Settings.OwnerKind, Settings.FindOwner) = (kind, findId);
    }

    public void RetryForever(Func<Exception, bool> isTransient)
    {
        Settings.IsTransient = isTransient;
        Settings.KeepsFailures = true;
    }

    public void RefuseIf(Func<ProbeResult, string?> findTrouble)
    {
        ArgumentNullException.ThrowIfNull(findTrouble);
        Settings.Checks.Add(findTrouble);
    }

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

        foreach (var (name, reason) in Settings.FindTrouble())
        {
            yield return this.Failure(name, reason);
        }

        foreach (var result in Settings.Creation?.Validate() ?? [])
        {
            yield return result;
        }
    }

    public override ReceiveEndpointContext CreateReceiveEndpointContext()
    {
        // Last, so that a filter that the application adds may still take the record.
        if (Settings.KeepsFailures)
        {
            ((IReceivePipelineConfigurator)this).ConfigureDeadLetter(pipe => pipe.UseFilter(new UnconsumedRecordFilter()));
        }
        else
        {
            this.DiscardSkippedMessages();
        }

        ((IReceivePipelineConfigurator)this).ConfigureError(pipe => pipe.UseFilter(new RethrowFilter()));
        ApplySpecifications(new Builder(this));
        var context = CreateContext(_host, _transports);
        Check(context.ReceivePipe);
        return context;
    }

    protected virtual KafkaReceiveEndpointContext CreateContext(IHostConfiguration host, Func<ISerialization, KafkaSendTransportProvider> transports) =>
        new(host, this, transports);

    private void Check(IReceivePipe pipe)
    {
        if (Settings.Checks.Count > 0 && pipe.GetProbeResult() is var probed
            && Settings.Checks.Select(find => find(probed)).FirstOrDefault(trouble => trouble is not null) is { } reason)
        {
            throw new ConfigurationException($"The endpoint of {Settings.Topic}: {reason}");
        }
    }

    // What was set by ConfigureTransport, or on the bus.
    private void TakeTransportSettings()
    {
        Settings.ConcurrentMessageLimit ??= Transport.ConcurrentMessageLimit ?? Settings.UsualConcurrentMessageLimit;
        if (Transport.PrefetchCount != _usualPrefetchCount)
        {
            Settings.MaxInFlight = Transport.PrefetchCount;
        }
    }

    private sealed class Builder(IReceiveEndpointConfiguration configuration) : ReceiveEndpointBuilder(configuration);
}
