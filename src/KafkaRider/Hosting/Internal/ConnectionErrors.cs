using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Remembers why a client cannot connect, in the words of librdkafka or the broker, and says once what only an operator can put right.</summary>
/// <remarks>Is safe for concurrent use.</remarks>
internal sealed partial class ConnectionErrors(ILogger logger)
{
    private readonly Lock _gate = new();
    private string? _reason;
    private bool _isRefused;

    /// <summary>Takes in what the client reports.</summary>
    public void OnError(Error error)
    {
        var isRefused = error.Code is ErrorCode.Local_Authentication or ErrorCode.Local_Ssl;
        if (!isRefused && error.Code is not (ErrorCode.Local_Transport or ErrorCode.Local_Resolve))
        {
            return;
        }

        lock (_gate)
        {
            // A connection that is refused is then cut; that is not the reason.
            if (_isRefused && !isRefused)
            {
                return;
            }

            var reason = WithoutTime(error.Reason);
            var isNews = reason != _reason;
            (_reason, _isRefused) = (reason, isRefused);
            if (isRefused && isNews)
            {
                LogRefused(reason);
            }
        }
    }

    /// <summary>Forgets it all: the client is connected.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            (_reason, _isRefused) = (null, false);
        }
    }

    /// <summary>Adds to what somebody was told the reason for it.</summary>
    public string Explain(string message)
    {
        lock (_gate)
        {
            return _reason is null ? message : $"{message} ({_reason})";
        }
    }

    // How long the attempt took is another each time.
    private static string WithoutTime(string reason) =>
        reason.IndexOf(" (after ", StringComparison.Ordinal) is > 0 and var end ? reason[..end] : reason;

    [LoggerMessage(LogLevel.Error, "No connection to Kafka: {Reason}", EventName = "ConnectionRefused")]
    private partial void LogRefused(string reason);
}
