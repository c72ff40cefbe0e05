using KafkaRider.Tests.Support;

namespace KafkaRider.Tests.Waiting;

public sealed class WaitersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Waiters<string> _waiters = new(2, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_IsWoken_LooksAgainAndGoesOnUntilItHolds()
    {
        var looks = 0;
        var waiting = _waiters.WaitAsync("a", () => Interlocked.Increment(ref looks) > 3, Patience, Cancellation);

        Assert.Equal((1, 2), (_waiters.Count, Volatile.Read(ref looks)));
        _waiters.Wake("b");
        _waiters.Wake("a");
        await Eventually.TrueAsync(() => Volatile.Read(ref looks) == 3);
        Assert.False(waiting.IsCompleted);
        _waiters.Wake("a");

        Assert.True(await waiting);
        Assert.Equal(0, _waiters.Count);
    }

    [Fact]
    public async Task WaitAsync_TimeIsUp_TellsHowItIsThen()
    {
        Assert.False(await _waiters.WaitAsync("a", () => false, TimeSpan.FromMilliseconds(10), Cancellation));
        Assert.False(await _waiters.WaitAsync("a", () => false, TimeSpan.Zero, Cancellation));
        Assert.True(await _waiters.WaitAsync("a", () => true, TimeSpan.Zero, Cancellation));
        Assert.Equal(0, _waiters.Count);
    }

    [Fact]
    public async Task WaitAsync_IsCancelled_NobodyWaits()
    {
        using var gone = new CancellationTokenSource();
        var waiting = _waiters.WaitAsync("a", () => false, Patience, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, _waiters.Count);
    }

    [Fact]
    public async Task WaitAsync_AsManyWaitAsMay_RefusesTheNextButTellsWhatIsThere()
    {
        var isMet = false;
        Task<bool>[] waiting = [.. "ab".Select(key => _waiters.WaitAsync($"{key}", () => Volatile.Read(ref isMet), Patience, Cancellation))];

        var refused = await Assert.ThrowsAsync<TooManyWaitersException>(() => _waiters.WaitAsync("a", () => false, Patience, Cancellation));
        Assert.True(await _waiters.WaitAsync("a", () => true, Patience, Cancellation));
        Volatile.Write(ref isMet, true);
        _waiters.Wake("a");
        _waiters.Wake("b");

        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.Equal(2, refused.Limit);
        Assert.False(await _waiters.WaitAsync("a", () => false, TimeSpan.FromMilliseconds(1), Cancellation));
    }

    [Fact]
    public async Task WaitAsync_ManyWhileItComes_NobodyIsOverlooked()
    {
        var waiters = new Waiters<int>(1000, TimeProvider.System);

        for (var round = 0; round < 200; round++)
        {
            var isThere = false;
            var waiting = Enumerable.Range(0, 8).Select(_ => Task.Run(() => waiters.WaitAsync(round, () => Volatile.Read(ref isThere), Patience, Cancellation))).ToArray();
            Volatile.Write(ref isThere, true);
            waiters.Wake(round);
            Assert.All(await Task.WhenAll(waiting), Assert.True);
        }
    }
}
