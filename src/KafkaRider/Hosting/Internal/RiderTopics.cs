using Confluent.Kafka;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>
/// Sees to the topics of a rider: creates and checks those that it declares, and watches all that it uses, and who else reads them in its place, until it
/// stops.
/// </summary>
internal sealed partial class RiderTopics(
    TopicCreation creation, TopicCheck check, TopicWatch watch, GroupWatch groups, IReadOnlyList<TopicDeclaration> declared, TimeProvider time,
    ILogger<RiderTopics> logger)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GroupInterval = TimeSpan.FromSeconds(5);

    // So that whoever deletes a topic to make it otherwise can.
    private static readonly TimeSpan MissingBeforeCreation = TimeSpan.FromSeconds(5);

    private long _checked;
    private long _asked;
    private string? _altered;

    /// <summary>Gets which settings of topics do not keep what is promised, or who else reads them, or <see langword="null"/> if nothing is wrong.</summary>
    public string? Trouble => _altered ?? groups.Trouble;

    /// <summary>Waits until the topics are there, as far as that is in our power.</summary>
    /// <exception cref="ConfigurationException">A topic cannot keep what is promised.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody asks for a topic: brokers may make one with their own settings, whoever asks.
        await creation.RunAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (await check.FindTroubleAsync().ConfigureAwait(false) is { } trouble)
        {
            throw new ConfigurationException(trouble);
        }

        _checked = time.GetTimestamp();
        await watch.LookAsync().ConfigureAwait(false);
    }

    /// <summary>Watches, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(LookInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await TurnAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is KafkaException or ObjectDisposedException)
            {
                // The producer is being replaced, or ends.
            }
            catch (Exception exception)
            {
                LogFailed(exception);
            }
        }
    }

    private async Task TurnAsync()
    {
        await watch.LookAsync().ConfigureAwait(false);
        if (declared.Any(topic => watch.IsMissingFor(topic.Name, MissingBeforeCreation)))
        {
            await creation.TryAsync().ConfigureAwait(false);
            _checked = 0;
        }

        if (_checked == 0 || time.GetElapsedTime(_checked) >= CheckInterval)
        {
            _checked = time.GetTimestamp();
            NoteAltered(await check.FindTroubleAsync().ConfigureAwait(false));
        }

        if (time.GetElapsedTime(_asked) >= GroupInterval)
        {
            _asked = time.GetTimestamp();
            await groups.LookAsync().ConfigureAwait(false);
        }
    }

    private void NoteAltered(string? trouble)
    {
        if (trouble is not null && trouble != _altered)
        {
            LogTrouble(trouble);
        }

        _altered = trouble;
    }

    [LoggerMessage(LogLevel.Error, "A topic was altered: {Trouble}", EventName = "TopicAltered")]
    private partial void LogTrouble(string trouble);

    [LoggerMessage(LogLevel.Error, "Watching the topics failed, and goes on", EventName = "TopicWatchFailed")]
    private partial void LogFailed(Exception exception);
}
