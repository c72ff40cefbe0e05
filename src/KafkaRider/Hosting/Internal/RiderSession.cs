using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Starts, watches and stops everything of the rider, once.</summary>
internal sealed partial class RiderSession(
    SessionProducers producers, ReplySender replies, RiderTopics topics, BrokerMonitor monitor, RefusedTopics refused, Requester? requester,
    SessionEndpoints endpoints, IReadOnlyList<IDisposable> owned, IHostApplicationLifetime? host, TimeProvider time,
    ILogger<RiderSession> logger)
{
    // A process starts without a broker, and health tells that it waits for it.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(15);

    public SessionProducers Producers => producers;

    public ReplySender Replies => replies;

    public SessionEndpoints Endpoints => endpoints;

    /// <summary>Gets whether it is over: to start again, there has to be another one.</summary>
    public bool HasStopped { get; private set; }

    public Requester Requester => requester
        ?? throw new ConfigurationException("A request client needs a reply topic: set it with RequestClient(...) inside UsingKafka.");

    public IEnumerable<EndpointHealthResult> CheckEndpointHealth()
    {
        var writing = monitor.Status.IsReady && refused.Describe() is { } reason ? EndpointStatus.NotReady(reason) : monitor.Status;
        return endpoints.All.Select(endpoint => endpoint.CheckHealth(writing, topics.Trouble)).ToList();
    }

    public RiderHandle Start()
    {
        var stopping = new CancellationTokenSource();
        return new Handle(this, stopping, Task.Run(() => RunAsync(stopping.Token), CancellationToken.None));
    }

    private async Task WaitUntilReadyAsync(Task running, CancellationToken cancellationToken)
    {
        var started = endpoints.Typed.Select(endpoint => endpoint.Endpoint.Started).ToList();
        if (started.Count > 0)
        {
            await Task.WhenAny(Task.WhenAll(started), running, Task.Delay(LongestStart, time, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        monitor.Start();
        try
        {
            await topics.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ConfigurationException exception)
        {
            LogRefused(exception.Message);
            Environment.ExitCode = 1;
            host?.StopApplication();
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        monitor.WatchTopics();
        endpoints.Start(cancellationToken);
        await topics.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task StopAsync(Task running, CancellationToken cancellationToken)
    {
        HasStopped = true;
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The topics were still missing; nothing else has been started.
        }
        catch (Exception exception)
        {
            LogStartFailed(exception);
        }

        try
        {
            await endpoints.StopAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also when the endpoints did not end in time: what has been written is to arrive.
            monitor.Dispose();
            await producers.DisposeAsync().ConfigureAwait(false);
            foreach (var part in owned)
            {
                part.Dispose();
            }
        }
    }

    [LoggerMessage(LogLevel.Critical, "Refusing to run: {Reason}", EventName = "Refused")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Error, "The Kafka rider did not start", EventName = "StartFailed")]
    private partial void LogStartFailed(Exception exception);

    private sealed class Handle(RiderSession session, CancellationTokenSource stopping, Task running) : RiderHandle
    {
        public Task Ready { get; } = session.WaitUntilReadyAsync(running, stopping.Token);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await session.StopAsync(running, cancellationToken).ConfigureAwait(false);
            stopping.Dispose();
        }
    }
}
