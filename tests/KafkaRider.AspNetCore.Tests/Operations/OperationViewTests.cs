using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Tests.Operations;

public sealed class OperationViewTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly SetTime _time = new();
    private readonly OperationView _view;
    private readonly Guid _id = Guid.NewGuid();

    public OperationViewTests() => _view = new(Options.Create(new OperationsOptions { Retention = TimeSpan.FromHours(1), MaxCount = 3 }), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Find_CommandAndOutcomeInAnyOrderAndTwice_IsTheSame()
    {
        var (sent, done) = (_time.Now, _time.Now.AddSeconds(1));
        var outcome = Created("Ada");
        Action[] records = [() => _view.Accept(_id, sent), () => _view.Complete(_id, outcome, null, done), () => _view.Complete(_id, outcome, null, done.AddSeconds(9))];

        foreach (var order in new int[][] { [0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1, 0, 2, 1] })
        {
            Array.ForEach(order, index => records[index]());

            Assert.Equal(new Operation(_id, sent) { Outcome = outcome, CompletedAt = done }, _view.Find(_id));
        }
    }

    [Fact]
    public void FindPending_HeardOfInAnyWay_IsTheFirstCommandUntilThereIsAnOutcome()
    {
        var (first, second) = (new Fingerprint(0, 1), new Fingerprint(0, 2));
        Assert.Null(_view.FindPending(_id));

        // A process may be heard of before the command that has started it.
        _view.Move(new(_id, "Thing", ProcessStatus.Running, 1, _time.Now, _time.Now, []), _time.Now);
        Assert.Null(_view.FindPending(_id));
        _view.Accept(_id, _time.Now, fingerprint: first);
        _view.Accept(_id, _time.Now, fingerprint: second);
        Assert.Equal(first, _view.FindPending(_id));

        _view.Complete(_id, Created("Ada"), second, _time.Now);
        Assert.Null(_view.FindPending(_id));
        Assert.Equal(second, _view.Find(_id)!.Fingerprint);
    }

    [Fact]
    public void Complete_FailedBefore_TakesTheOutcomeAndKeepsIt()
    {
        _view.Complete(_id, new CommandFailed(), null, _time.Now);
        _view.Complete(_id, Created("Ada"), null, _time.Now.AddSeconds(1));
        _view.Complete(_id, new CommandFailed(), null, _time.Now.AddSeconds(2));

        Assert.IsType<ThingMade>(_view.Find(_id)!.Outcome);
    }

    [Fact]
    public void Complete_MoreThanAreKept_ForgetsTheOldestWhateverCameFirst()
    {
        Guid[] ids = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];

        foreach (var age in new[] { 3, 0, 4, 1, 2 })
        {
            _view.Complete(ids[age], Created("Ada"), null, _time.Now.AddMinutes(-age));
        }

        Assert.Equal(3, _view.Count);
        Assert.All(ids[..3], id => Assert.NotNull(_view.Find(id)));
        Assert.All(ids[3..], id => Assert.Null(_view.Find(id)));
    }

    [Fact]
    public void Accept_OutcomeMayHaveBeenForgottenBefore_IsInDoubt()
    {
        var pending = Guid.NewGuid();
        _view.Accept(pending, _time.Now.AddMinutes(-1));
        Assert.False(_view.Find(pending)!.IsInDoubt);

        // The topics of outcomes are read quicker than that of commands.
        _view.Complete(_id, Created("Ada"), null, _time.Now.AddMinutes(-3));
        for (var count = 0; count < 3; count++)
        {
            _view.Complete(Guid.NewGuid(), Created("Grace"), null, _time.Now);
        }

        _view.Accept(_id, _time.Now.AddMinutes(-3));

        Assert.True(_view.Find(_id)!.IsInDoubt);
        Assert.False(_view.Find(pending)!.IsInDoubt);
        Assert.Equal([pending], _view.FindUnfinished().Select(operation => operation.Id));

        _view.ForgetIfInDoubt(pending);
        _view.ForgetIfInDoubt(_id);
        Assert.NotNull(_view.Find(pending));
        Assert.Null(_view.Find(_id));
    }

    [Fact]
    public void Complete_ManyOthers_ForgetsNoneThatFailedForGood()
    {
        // Its command is a dead letter: no inbox has it, so nobody else could be asked.
        _view.Complete(_id, new CommandFailed(), null, _time.Now.AddMinutes(-1));

        for (var count = 0; count < 10; count++)
        {
            _view.Complete(Guid.NewGuid(), Created("Ada"), null, _time.Now);
        }

        Assert.IsType<CommandFailed>(_view.Find(_id)!.Outcome);
        Assert.Equal(4, _view.Count);

        for (var count = 0; count < 10; count++)
        {
            _view.Complete(Guid.NewGuid(), new CommandFailed(), null, _time.Now);
        }

        Assert.Null(_view.Find(_id));
        Assert.Equal(6, _view.Count);
    }

    [Fact]
    public void Accept_MorePendingThanAreKept_ForgetsNoneOfThemBeforeItIsCompleted()
    {
        Guid[] ids = [.. Enumerable.Range(0, 5000).Select(_ => Guid.NewGuid())];

        foreach (var id in ids)
        {
            _view.Accept(id, _time.Now);
        }

        Assert.Equal(5000, _view.Count);
        _view.Complete(ids[0], Created("First"), null, _time.Now);
        Array.ForEach(ids[2..], id => _view.Complete(id, Created("Ada"), null, _time.Now));

        // The one that is still pending, and three others.
        Assert.Equal(4, _view.Count);
        Assert.False(_view.Find(ids[1])!.IsCompleted);
        Assert.Null(_view.Find(ids[0]));
        _view.Complete(ids[1], Created("Second"), null, _time.Now);
        Assert.Equal(3, _view.Count);
    }

    [Fact]
    public void Find_ManyThatComeAndGo_AreWhatTheyWere()
    {
        var random = new Random(1);
        var view = new OperationView(Options.Create(new OperationsOptions { MaxCount = 500 }), _time);
        var ids = Enumerable.Range(0, 20_000).Select(_ => Guid.NewGuid()).ToArray();

        for (var number = 0; number < ids.Length; number++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(1));
            view.Accept(ids[number], _time.Now);

            if (number >= 100)
            {
                var done = ids[number - random.Next(100)];
                view.Complete(done, new ThingMade(done, $"{done}", 1), null, _time.Now);
            }
        }

        Assert.All(ids, id => Assert.True(view.Find(id) is not { IsCompleted: true } found || ((ThingMade)found.Outcome!).Name == $"{id}"));
        Assert.Equal(500, ids.Count(id => view.Find(id) is { IsCompleted: true }));
        _time.Pass(TimeSpan.FromDays(2));
        Assert.Null(view.Find(ids[^1]));
        Assert.Equal(0, view.Count);
    }

    [Fact]
    public void Find_KeptLongEnough_IsForgotten()
    {
        _view.Accept(_id, _time.Now);

        _time.Pass(TimeSpan.FromMinutes(55));
        Assert.NotNull(_view.Find(_id));

        _time.Pass(TimeSpan.FromMinutes(6));
        Assert.Null(_view.Find(_id));
        Assert.Equal(0, _view.Count);
    }

    [Fact]
    public void Complete_OlderThanIsKept_IsNotKept()
    {
        _view.Complete(_id, Created("Ada"), null, _time.Now.AddHours(-2));

        Assert.Equal(0, _view.Count);
    }

    [Theory]
    [InlineData(-48)]
    [InlineData(48)]
    public void Find_ClockOfSomebodyElseIsWrong_KnowsWhatIsNew(int hours)
    {
        var wrong = _time.Now.AddHours(hours);
        var failed = Guid.NewGuid();

        _view.Accept(_id, wrong, isNew: true);
        _view.Complete(failed, new CommandFailed(), null, wrong, isNew: true);

        Assert.Equal(wrong, _view.Find(_id)!.CreatedAt);
        Assert.NotNull(_view.Find(failed));
        _time.Pass(TimeSpan.FromMinutes(61));
        Assert.Null(_view.Find(_id));
        Assert.Equal(0, _view.Count);
    }

    [Theory]
    [InlineData(-48)]
    [InlineData(48)]
    public void Find_OwnClockIsSet_ForgetsNothingForIt(int hours)
    {
        _view.Accept(_id, _time.Now);

        _time.Now = _time.Now.AddHours(hours);
        _view.Complete(Guid.NewGuid(), Created("Ada"), null, _time.Now, isNew: true);

        Assert.NotNull(_view.Find(_id));
        Assert.Equal(2, _view.Count);
    }

    [Fact]
    public async Task WaitAsync_ThousandsWhoWait_AllGetTheOutcome()
    {
        _view.Accept(_id, _time.Now);
        var before = ThreadPool.ThreadCount;

        Task<Operation?>[] waiting = [.. Enumerable.Range(0, 5000).Select(_ => _view.WaitAsync(_id, Long, Cancellation))];
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        Assert.InRange(ThreadPool.ThreadCount, 0, before + 50);
        _view.Complete(_id, Created("Ada"), null, _time.Now);

        Assert.All(await Task.WhenAll(waiting), operation => Assert.True(operation!.IsCompleted));
    }

    [Fact]
    public async Task WaitAsync_CompletedBefore_ReturnsAtOnce()
    {
        _view.Complete(_id, Created("Ada"), null, _time.Now);

        var waiting = _view.WaitAsync(_id, Long, Cancellation);

        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.True((await waiting)!.IsCompleted);
    }

    [Fact]
    public async Task WaitAsync_UnknownAtFirst_WaitsForItToAppear()
    {
        var waiting = _view.WaitAsync(_id, Long, Cancellation);

        _view.Accept(_id, _time.Now);
        _view.Complete(_id, Created("Ada"), null, _time.Now);

        Assert.True((await waiting)!.IsCompleted);
    }

    [Fact]
    public async Task WaitAsync_ForAnyState_ReturnsWhenItIsAccepted()
    {
        var waiting = _view.WaitAsync(_id, operation => operation is not null, Long, Cancellation);

        _view.Accept(_id, _time.Now);

        Assert.False((await waiting)!.IsCompleted);
    }

    [Fact]
    public async Task WaitAsync_TimeIsUp_ReturnsItAsItIs()
    {
        _view.Accept(_id, _time.Now);

        Assert.Equal(new Operation(_id, _time.Now), await _view.WaitAsync(_id, TimeSpan.FromMilliseconds(1), Cancellation));
        Assert.Null(await _view.WaitAsync(Guid.NewGuid(), TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task WaitAsync_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        var waiting = _view.WaitAsync(_id, Long, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private ThingMade Created(string name) => new(_id, name, 1);
}
