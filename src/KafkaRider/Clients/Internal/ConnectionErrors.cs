using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Remembers why a client cannot connect, in the words of librdkafka or the broker, and says once what only an operator can put right.</summary>
/// <remarks>Is safe for concurrent use.</remarks>
internal sealed partial class ConnectionErrors(TimeProvider time, ILogger logger)
{
    // A client that is refused tries again, and is refused again, well within that.
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(1);

    // The first words between client and broker. A broker that is being stopped may cut them off as well, once.
    private const string Handshake = "state APIVERSION_QUERY";
    private const int CutsBeforeSuspicion = 3;

    private readonly Lock _gate = new();
    private string? _reason;
    private long? _refused;
    private int _cuts;

    /// <summary>Takes in what the client reports.</summary>
    public void OnError(Error error)
    {
        var isRefused = error.Code is ErrorCode.Local_Authentication or ErrorCode.Local_Ssl;
        if (isRefused || error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve)
        {
            Note(error.Reason, isRefused);
        }
    }

    /// <summary>Takes in what the client logs: that a broker cuts whoever does not speak its protocol is reported as no error.</summary>
    public void OnLog(LogMessage message)
    {
        if (message.Facility == "FAIL"
            && message.Message.Contains(Handshake, StringComparison.Ordinal)
            && message.Message.Contains("Disconnected", StringComparison.Ordinal)
            && Interlocked.Increment(ref _cuts) >= CutsBeforeSuspicion)
        {
            Note($"{WithoutTime(WithoutThread(message.Message))}: is security.protocol what the listener speaks?", isRefused: true);
        }
    }

    private void Note(string text, bool isRefused)
    {
        lock (_gate)
        {
            // A connection that is refused is then cut; that is not the reason.
            if (!isRefused && _refused is { } then && time.GetElapsedTime(then) < Validity)
            {
                return;
            }

            var reason = WithoutTime(text);
            var isNews = reason != _reason;
            (_reason, _refused) = (reason, isRefused ? time.GetTimestamp() : null);
            if (isRefused && isNews)
            {
                LogRefused(reason);
            }
        }
    }

    /// <summary>Forgets it all: the client is connected.</summary>
    public void Clear()
    {
        Volatile.Write(ref _cuts, 0);
        lock (_gate)
        {
            (_reason, _refused) = (null, null);
        }
    }

    /// <summary>Says what a failure is, and why, if it is for want of a connection.</summary>
    public string Explain(Exception exception)
    {
        lock (_gate)
        {
            return _reason is not null && IsWithoutConnection(exception) ? $"{exception.Message} ({_reason})" : exception.Message;
        }
    }

    private static bool IsWithoutConnection(Exception exception) => exception is KafkaException
    {
        Error.Code: ErrorCode.Local_Transport or ErrorCode.Local_TimedOut or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve
            or ErrorCode.Local_Authentication or ErrorCode.Local_Ssl
    };

    // How long the attempt took is another each time.
    private static string WithoutTime(string reason) =>
        reason.IndexOf(" (after ", StringComparison.Ordinal) is > 0 and var end ? reason[..end] : reason;

    // The name of the thread in brackets comes first.
    private static string WithoutThread(string line) =>
        line.StartsWith("[thrd:", StringComparison.Ordinal) && line.IndexOf("]: ", StringComparison.Ordinal) is > 0 and var end ? line[(end + 3)..] : line;

    [LoggerMessage(LogLevel.Error, "No connection to Kafka: {Reason}", EventName = "ConnectionRefused")]
    private partial void LogRefused(string reason);
}
