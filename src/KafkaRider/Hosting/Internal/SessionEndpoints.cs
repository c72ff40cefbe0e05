using MassTransit;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Has the endpoints of a rider that runs, which may become more and fewer. Is safe for concurrent use.</summary>
internal sealed class SessionEndpoints(
    EndpointParts parts, Dictionary<EndpointDeclaration, KafkaEndpoint> consuming, List<KafkaEndpoint> endpoints, UsedTopics used,
    KafkaProducer producer, TimeProvider time, ILogger<TopicCreation> logger)
{
    private readonly Lock _gate = new();
    private CancellationToken? _running;

    public IEnumerable<TopicReceiver> Receivers => All.SelectMany(endpoint => endpoint.Receivers);

    public IReadOnlyList<KafkaEndpoint> All
    {
        get
        {
            lock (_gate)
            {
                return [.. endpoints];
            }
        }
    }

    /// <summary>Gets those whose start somebody waits for: of one message type, as MassTransit.Kafka has it.</summary>
    public IEnumerable<KafkaEndpoint> Typed => All.Where(endpoint => endpoint.Settings.Format is not null);

    public KafkaEndpoint? Find(EndpointDeclaration declaration)
    {
        lock (_gate)
        {
            return consuming.GetValueOrDefault(declaration);
        }
    }

    public void Start(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _running = cancellationToken;
            endpoints.ForEach(Start);
        }
    }

    /// <summary>Adds an endpoint, which starts at once, or with all others.</summary>
    /// <exception cref="ConfigurationException">A setting is refused.</exception>
    public KafkaEndpoint Add(EndpointDeclaration declaration)
    {
        var endpoint = parts.Build(declaration);
        lock (_gate)
        {
            if (!endpoint.Settings.IsPattern)
            {
                used.Add(endpoint.Settings.Topic);
            }

            consuming.Add(declaration, endpoint);
            endpoints.Add(endpoint);
            if (_running is { } running)
            {
                _ = StartAsync(endpoint, running);
            }
        }

        return endpoint;
    }

    public async Task RemoveAsync(EndpointDeclaration declaration, CancellationToken cancellationToken)
    {
        KafkaEndpoint? endpoint;
        lock (_gate)
        {
            if (!consuming.Remove(declaration, out endpoint))
            {
                return;
            }

            endpoints.Remove(endpoint);
        }

        await endpoint.Endpoint.Stop(removed: true, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(endpoint => endpoint.Endpoint.Stop(cancellationToken)));

    private static void Start(KafkaEndpoint endpoint) => endpoint.Endpoint.Start(CancellationToken.None);

    // What begins with the rider finds its topic made.
    private async Task StartAsync(KafkaEndpoint endpoint, CancellationToken running)
    {
        if (endpoint.Settings.Creation is { } options)
        {
            await new TopicCreation(producer, [TopicDeclaration.Of(endpoint.Settings.Topic, options)], time, logger).RunAsync(running).ConfigureAwait(false);
        }

        lock (_gate)
        {
            if (endpoints.Contains(endpoint))
            {
                Start(endpoint);
            }
        }
    }
}
