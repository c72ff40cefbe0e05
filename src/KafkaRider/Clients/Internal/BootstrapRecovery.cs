using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Gives a client its bootstrap servers back when it has forgotten every broker.</summary>
/// <remarks>
/// The last broker of a cluster that shuts down in order may still say that there are no brokers. librdkafka since 2.10 then drops the
/// ones it knows, and may cancel its own return to the bootstrap servers, at once or when it has just reached one of them again
/// (confluentinc/librdkafka#5301); such a client never connects again. A client that still tries reports every attempt that fails; one that
/// went silent after it had done so has either connected, and then the servers are nothing new to it, or given up. Which of the two cannot be seen,
/// and it may forget them once more without a word: so it gets them several times, each time after twice the silence.
/// </remarks>
/// <param name="bootstrapServers">The servers that the client was configured with.</param>
/// <param name="time">Measures the silence.</param>
internal sealed class BootstrapRecovery(string bootstrapServers, TimeProvider time)
{
    /// <summary>Is longer than a client takes to report that an attempt at a connection failed.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private const int MostTries = 8;
    private const long Never = long.MinValue;

    private readonly Lock _gate = new();
    private long _lastFailure = Never;
    private int _tries;

    /// <summary>Takes in what the client reports. Is called on any thread.</summary>
    public void OnError(Error error)
    {
        if (error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport or ErrorCode.Local_Resolve)
        {
            lock (_gate)
            {
                Volatile.Write(ref _lastFailure, time.GetTimestamp());
                _tries = 0;
            }
        }
    }

    /// <summary>Acts if it is time. Is to be called now and then, by one thread that does not dispose the client meanwhile.</summary>
    public void Serve(IClient client)
    {
        if (Volatile.Read(ref _lastFailure) != Never && IsDue())
        {
            client.AddBrokers(bootstrapServers);
        }
    }

    private bool IsDue()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_lastFailure) <= Silence * ((2 << _tries) - 1))
            {
                return false;
            }

            _tries++;
            if (_tries == MostTries)
            {
                Volatile.Write(ref _lastFailure, Never);
            }

            return true;
        }
    }
}
