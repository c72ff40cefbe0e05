using System.Text;
using Confluent.Kafka;
using KafkaRider.Internal;
using KafkaRider.Tests.Support;
using MassTransit;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Tests.RequestReply;

public sealed class PendingRequestsTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly RiderMetrics _metrics = new();
    private readonly PendingRequests _pending;

    public PendingRequestsTests() => _pending = new(capacity: 2, _time, _metrics);

    [Fact]
    public async Task Complete_ReplyToThisMessage_EndsOnlyThatRequest()
    {
        var requestId = Guid.NewGuid();
        var first = _pending.Add(requestId, Guid.NewGuid(), Timeout);
        var second = _pending.Add(requestId, Guid.NewGuid(), Timeout);

        _pending.Complete(Reply(requestId, second.MessageId));

        Assert.False(first.Task.IsCompleted);
        await second.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Complete_ReplyToAnotherMessageWithTheSameRequestId_EndsNone()
    {
        var request = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);

        _pending.Complete(Reply(request.RequestId, Guid.NewGuid()));

        Assert.False(request.Task.IsCompleted);
    }

    [Fact]
    public void Complete_ReplyWithoutInReplyTo_IsMatchedByRequestId()
    {
        var request = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);
        var other = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);

        _pending.Complete(Reply(request.RequestId, null));

        Assert.True(request.Task.IsCompletedSuccessfully);
        Assert.False(other.Task.IsCompleted);
    }

    [Theory]
    [InlineData(true, "duplicate")]
    [InlineData(false, "late")]
    public void Complete_RequestHasEnded_CountsTheReply(bool answered, string reason)
    {
        using var dropped = new CounterWatch("kafka_rider.replies.dropped", "reason", reason);
        var request = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);
        _pending.Remove(request, answered);

        _pending.Complete(Reply(request.RequestId, request.MessageId));

        Assert.Equal(1, dropped.Count);
    }

    [Fact]
    public void Sweep_DeadlineHasPassed_TimesOutThatRequestAlone()
    {
        var soon = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), TimeSpan.FromSeconds(1));
        var later = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);

        _time.Advance(TimeSpan.FromMilliseconds(950));
        Assert.False(soon.Task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.IsType<RequestTimeoutException>(soon.Task.Exception!.InnerException);
        Assert.False(later.Task.IsCompleted);
    }

    [Fact]
    public void Add_AtCapacity_IsRefusedUntilOneIsRemoved()
    {
        var first = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);
        _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);

        var refused = Assert.Throws<RequestNotAcceptedException>(() => _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout));
        _pending.Remove(first, answered: false);
        _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);

        Assert.Equal(RequestRefusal.TooManyPending, refused.Reason);
        Assert.Equal(2, _pending.Count);
    }

    [Fact]
    public void Stop_RequestsWait_EndsAllAndAcceptsNoMore()
    {
        var request = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);

        _pending.Stop();

        Assert.Equal(RequestRefusal.Stopping, Assert.IsType<RequestNotAcceptedException>(request.Task.Exception!.InnerException).Reason);
        Assert.Equal(
            RequestRefusal.Stopping,
            Assert.Throws<RequestNotAcceptedException>(() => _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout)).Reason);
    }

    [Fact]
    public async Task Complete_CallerContinues_NotOnTheThreadThatCompletes()
    {
        var request = _pending.Add(Guid.NewGuid(), Guid.NewGuid(), Timeout);
        var completing = new Thread(() => _pending.Complete(Reply(request.RequestId, request.MessageId)));
        var continued = request.Task.ContinueWith(
            _ => Environment.CurrentManagedThreadId, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        completing.Start();

        Assert.NotEqual(completing.ManagedThreadId, await continued);
    }

    public void Dispose()
    {
        _pending.Dispose();
        _metrics.Dispose();
    }

    private static Message<byte[], byte[]> Reply(Guid requestId, Guid? inReplyTo)
    {
        var headers = new Headers { { "RequestId", Encoding.UTF8.GetBytes(requestId.ToString()) } };
        if (inReplyTo is { } messageId)
        {
            headers.Add("InReplyTo", Encoding.UTF8.GetBytes(messageId.ToString()));
        }

        return new() { Value = [], Headers = headers };
    }
}
