using Users.Faults.Checking;

namespace Users.Faults.Tests;

/// <summary>Each test lets one thing of a clean run repeat too often, or just not.</summary>
public sealed class RepetitionsCheckerTests
{
    private const int AtMost = 3;

    private readonly Evidence _run = CleanRun.Create();

    [Theory]
    [InlineData(AtMost, false)]
    [InlineData(AtMost + 1, true)]
    public void Check_EventIsWrittenAgainAndAgain_Reported(int times, bool isReported)
    {
        var (first, others) = (_run.Events[^1], _run.Events.SkipLast(1));

        AssertReported(isReported, _run with { Events = [.. others, .. Enumerable.Range(0, times).Select(time => first with { Offset = first.Offset + time })] });
    }

    [Theory]
    [InlineData(2 * AtMost, false)]
    [InlineData((2 * AtMost) + 1, true)]
    public void Check_CommandWasSentTwice_ItsEventsMayBeTwiceAsMany(int times, bool isReported)
    {
        var outcome = _run.Events.Single(outcome => outcome.OperationId == CleanRun.RetriedOperation);
        var again = Enumerable.Range(1, times - 1).Select(time => outcome with { Offset = 100 + time });

        AssertReported(isReported, _run with { Events = [.. _run.Events, .. again] });
    }

    [Theory]
    [InlineData(AtMost, false)]
    [InlineData(AtMost + 1, true)]
    public void Check_ReplyIsSentAgainAndAgain_Reported(int times, bool isReported) => AssertReported(
        isReported, _run with { Replies = [.. _run.Replies.Skip(1), .. Enumerable.Repeat(_run.Replies[0], times)] });

    [Theory]
    [InlineData(AtMost, false)]
    [InlineData(AtMost + 1, true)]
    public void Check_DeadLetterIsWrittenAgainAndAgain_Reported(int times, bool isReported) => AssertReported(
        isReported, _run with { DeadLetters = [.. Enumerable.Repeat(_run.DeadLetters[0], times)] });

    [Theory]
    [InlineData(120 * 1024, false)]
    [InlineData(130 * 1024, true)]
    public void Check_LogGrowsWithoutBound_Reported(long bytes, bool isReported) => AssertReported(
        isReported, _run with { Logs = [new ServiceLog("consumer-1", bytes, TimeSpan.FromMinutes(1))] });

    private static void AssertReported(bool isReported, Evidence evidence) => Assert.Equal(
        isReported ? ["I11"] : [], Checker.Check(evidence).Where(tally => tally.Violations.Count > 0).Select(tally => tally.Id));
}
