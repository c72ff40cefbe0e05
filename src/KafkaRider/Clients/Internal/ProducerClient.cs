using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is one client of librdkafka, with the records that are on their way through it.</summary>
/// <remarks>
/// Confluent.Kafka lets go of the native client when it is disposed, whoever may be inside it, and of the delivery reports that are still
/// to come. So nobody gets in once it closes, it closes when the last one is out, and every record gets an end from here if from nowhere else.
/// </remarks>
internal sealed class ProducerClient : IAsyncDisposable
{
    private const int Closing = 1 << 30;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(750);

    private readonly IProducer<byte[], byte[]> _client;
    private readonly TimeSpan _messageTimeout;
    private readonly TimeProvider _time;
    private readonly Action _acknowledged;
    private readonly ITimer _sweeper;
    private readonly TopicDescriber _describer;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Delivery? _first;
    private Delivery? _last;
    private IAdminClient? _admin;
    private int _users;

    public ProducerClient(ProducerBuilder<byte[], byte[]> builder, TimeSpan messageTimeout, TimeProvider time, Action acknowledged)
    {
        _messageTimeout = messageTimeout;
        _time = time;
        _acknowledged = acknowledged;
        _client = builder.Build();
        _describer = new(() => new DependentAdminClientBuilder(_client.Handle).Build(), TimeProvider.System);
        _sweeper = time.CreateTimer(_ => EndOverdue(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Gets or sets whether the client has met an error that ends it. It is its owner's.</summary>
    public bool HasEnded { get; set; }

    public bool Is(IClient client) => ReferenceEquals(client, _client);

    /// <summary>Hands a record to the client.</summary>
    /// <returns>What awaits its end, or <see langword="null"/> if the client takes no more records.</returns>
    public Task? Produce(TopicPartition destination, Message<byte[], byte[]> record, bool continueInline)
    {
        if (!TryEnter())
        {
            return null;
        }

        try
        {
            var delivery = new Delivery(this, destination, record, continueInline, _time.GetTimestamp());
            Remember(delivery);
            try
            {
                _client.Produce(destination, record, delivery.Report);
            }
            catch (Exception exception)
            {
                Forget(delivery);
                delivery.TrySetException(exception);
            }

            return delivery.Task;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Lets somebody use the client's connections until the lease is disposed.</summary>
    public bool TryLease([NotNullWhen(true)] out ClientLease? lease)
    {
        lease = null;
        if (!TryEnter())
        {
            return false;
        }

        lock (_gate)
        {
            _admin ??= new DependentAdminClientBuilder(_client.Handle).Build();
        }

        lease = new(_admin, _describer, Leave);
        return true;
    }

    public void NoteAcknowledged() => _acknowledged();

    public void Forget(Delivery delivery)
    {
        lock (_gate)
        {
            if (!delivery.IsListed)
            {
                return;
            }

            delivery.IsListed = false;
            if (delivery.Previous is { } previous)
            {
                previous.Next = delivery.Next;
            }
            else
            {
                _first = delivery.Next;
            }

            if (delivery.Next is { } next)
            {
                next.Previous = delivery.Previous;
            }
            else
            {
                _last = delivery.Previous;
            }

            delivery.Previous = delivery.Next = null;
        }
    }

    /// <summary>Takes no more records, gives those under way some time to end, ends the rest, and the client.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        if ((Interlocked.Or(ref _users, Closing) & Closing) != 0)
        {
            return;
        }

        if (Volatile.Read(ref _users) != Closing)
        {
            await _left.Task.ConfigureAwait(false);
        }

        // The client blocks whoever waits for it.
        await Task.Factory.StartNew(
            () => End(patience), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => new(CloseAsync(TimeSpan.Zero));

    private void End(TimeSpan patience)
    {
        _client.Flush(patience);
        _sweeper.Dispose();
        EndAll(_ => true, new(ErrorCode.Local_Destroy, "the producer ended before the record was acknowledged"));
        _admin?.Dispose();
        _describer.Dispose();
        _client.Dispose();
    }

    private bool TryEnter()
    {
        if ((Interlocked.Increment(ref _users) & Closing) == 0)
        {
            return true;
        }

        Leave();
        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == Closing)
        {
            _left.TrySetResult();
        }
    }

    private void Remember(Delivery delivery)
    {
        lock (_gate)
        {
            delivery.IsListed = true;
            delivery.Previous = _last;
            if (_last is { } last)
            {
                last.Next = delivery;
            }
            else
            {
                _first = delivery;
            }

            _last = delivery;
        }
    }

    private void EndOverdue()
    {
        if (_messageTimeout > TimeSpan.Zero)
        {
            var now = _time.GetTimestamp();
            EndAll(
                delivery => _time.GetElapsedTime(delivery.Started, now) > _messageTimeout + Grace,
                new(ErrorCode.Local_MsgTimedOut, "the record was not acknowledged in time"));
        }
    }

    // They are in the order in which they began, so the first that is not due ends the search.
    private void EndAll(Func<Delivery, bool> isDue, Error error)
    {
        while (Volatile.Read(ref _first) is { } first && isDue(first))
        {
            Forget(first);
            first.Fail(error, PersistenceStatus.PossiblyPersisted);
        }
    }
}
