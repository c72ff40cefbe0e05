using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Hears what the client reports of itself, and passes it on to whoever wants to hear it.</summary>
internal sealed partial class TopicReceiver
{
    private void OnStatistics(string statistics)
    {
        _coordinator.Read(statistics);
        UpdateStatus();
        if (_settings.Statistics is not null && (_toldStatistics == 0 || Time.GetElapsedTime(_toldStatistics) >= _statisticsInterval - StatisticsTolerance))
        {
            _toldStatistics = Time.GetTimestamp();
            Tell(_settings.Statistics, statistics);
        }
    }

    // A client without a coordinator tries several times a second: that is said once.
    private void OnCommitted(CommittedOffsets committed)
    {
        var error = committed.Error;
        var fail = error.IsError && error.Code != ErrorCode.Local_NoOffset;
        if (fail && !_commitsFail)
        {
            LogCommitFailed(_settings.Topic, error.Reason);
        }

        _commitsFail = fail;
        if (error.Code != ErrorCode.Local_NoOffset)
        {
            Tell(_settings.OffsetsCommitted, committed);
        }
    }

    // What throws here would end the client.
    private void Tell<T>(Action<T>? handler, T news)
    {
        try
        {
            handler?.Invoke(news);
        }
        catch (Exception exception)
        {
            LogHandlerFailed(exception, _settings.Topic);
        }
    }
}
