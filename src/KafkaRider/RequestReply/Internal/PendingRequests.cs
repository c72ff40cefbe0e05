using Confluent.Kafka;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Matches replies with the requests that await them.</summary>
/// <remarks>
/// A reply names the very request that it answers (<c>InReplyTo</c>, the request's message id), so two requests with one request id
/// never get each other's reply. A responder in another language may leave that out; then the request id decides.
/// </remarks>
internal sealed class PendingRequests : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, PendingRequest> _pending = [];
    private readonly AnsweredRequests _answered = new(capacity: 16_384);
    private readonly int _capacity;
    private readonly TimeProvider _time;
    private readonly RiderMetrics _metrics;
    private readonly ITimer _sweeper;
    private bool _stopped;

    public PendingRequests(int capacity, TimeProvider time, RiderMetrics metrics)
    {
        _capacity = capacity;
        _time = time;
        _metrics = metrics;
        _sweeper = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
        metrics.ObservePending(() => Count);
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Registers a request, before it is sent.</summary>
    /// <exception cref="RequestNotAcceptedException">Too many requests are pending, or the client is stopping.</exception>
    public PendingRequest Add(Guid requestId, Guid messageId, TimeSpan timeout)
    {
        var deadline = _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);
        var request = new PendingRequest(requestId, messageId, deadline);
        lock (_gate)
        {
            if (_stopped)
            {
                throw new RequestNotAcceptedException(RequestRefusal.Stopping, requestId, "The request client is stopping.");
            }

            if (_pending.Count >= _capacity)
            {
                throw new RequestNotAcceptedException(
                    RequestRefusal.TooManyPending, requestId, $"{_capacity} requests await their reply, which is as many as may.");
            }

            _pending.Add(messageId, request);
        }

        _metrics.Started();
        return request;
    }

    public void Remove(PendingRequest request, bool answered)
    {
        lock (_gate)
        {
            _pending.Remove(request.MessageId);
            if (answered)
            {
                _answered.Add(request.MessageId);
            }
        }
    }

    /// <summary>Hands a reply to the request that awaits it, and counts it if there is none.</summary>
    public void Complete(Message<byte[], byte[]> reply)
    {
        var inReplyTo = reply.Headers.GetGuid(KafkaHeaderNames.InReplyTo);
        var requestId = reply.Headers.GetGuid(KafkaHeaderNames.RequestId);

        bool found, answered;
        lock (_gate)
        {
            found = inReplyTo is { } messageId
                ? _pending.TryGetValue(messageId, out var request) && request.TrySetResult(reply)
                : requestId is not null && TryCompleteByRequestId(requestId.Value, reply);
            answered = !found && inReplyTo is { } id && _answered.Contains(id);
        }

        if (!found)
        {
            _metrics.DroppedReply(requestId is null ? "invalid" : answered ? "duplicate" : "late");
        }
    }

    /// <summary>Ends every request that still waits; none is accepted from now on.</summary>
    public void Stop()
    {
        List<PendingRequest> left;
        lock (_gate)
        {
            _stopped = true;
            left = [.. _pending.Values];
        }

        foreach (var request in left)
        {
            request.TrySetException(new RequestNotAcceptedException(
                RequestRefusal.Stopping, request.RequestId, "The request client stopped before the reply arrived; the request may still be executed."));
        }
    }

    public void Dispose() => _sweeper.Dispose();

    private bool TryCompleteByRequestId(Guid requestId, Message<byte[], byte[]> reply)
    {
        var found = false;
        foreach (var request in _pending.Values.Where(r => r.RequestId == requestId))
        {
            found |= request.TrySetResult(reply);
        }

        return found;
    }

    private void Sweep()
    {
        var now = _time.GetTimestamp();
        List<PendingRequest>? expired = null;
        lock (_gate)
        {
            foreach (var request in _pending.Values)
            {
                if (request.Deadline <= now)
                {
                    (expired ??= []).Add(request);
                }
            }
        }

        expired?.ForEach(request => request.TrySetException(new RequestTimeoutException(request.RequestId.ToString())));
    }
}
