namespace Users.Faults.Parts;

/// <summary>What a network does to what travels over it. May change at any time.</summary>
public sealed class Conditions
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _heldRequests = [];
    private TaskCompletionSource _changed = NewSignal();
    private TimeSpan _delay;
    private int? _bytesPerSecond;
    private bool _losesRequests;
    private bool _losesAnswers;

    /// <summary>Gets or sets how long everything takes longer, in each direction.</summary>
    public TimeSpan Delay
    {
        get => _delay;
        set => Change(() => _delay = value);
    }

    /// <summary>Gets or sets how much goes through, in each direction; <see langword="null"/> is as much as can.</summary>
    public int? BytesPerSecond
    {
        get => _bytesPerSecond;
        set => Change(() => _bytesPerSecond = value);
    }

    /// <summary>Cuts off one direction or both. What is sent meanwhile waits, as TCP sends it again when the network is back.</summary>
    public void Lose(bool requests, bool answers) => Change(() => (_losesRequests, _losesAnswers) = (requests, answers));

    /// <summary>Holds back requests of one kind, and what follows on their connection. They are lost if that is closed meanwhile.</summary>
    public void Hold(KafkaRequest request) => Change(() => _heldRequests.Add((int)request));

    /// <summary>Ends whatever was wrong.</summary>
    public void Heal() => Change(() =>
    {
        (_losesRequests, _losesAnswers, _delay, _bytesPerSecond) = (false, false, TimeSpan.Zero, null);
        _heldRequests.Clear();
    });

    internal bool Stops(Chunk chunk, bool isRequest)
    {
        lock (_gate)
        {
            return (isRequest ? _losesRequests : _losesAnswers) || (chunk.RequestKind is { } kind && _heldRequests.Contains(kind));
        }
    }

    /// <summary>Waits until a chunk may go on.</summary>
    internal async Task PassAsync(Chunk chunk, bool isRequest, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;

            lock (_gate)
            {
                if (!Stops(chunk, isRequest))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;

        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
