using Users.Faults.Checking;

namespace Users.Faults.Tests;

/// <summary>Each test spoils a clean run in one way.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void Check_CleanRun_PassesAndLooksAtEverything()
    {
        var tallies = Checker.Check(CleanRun.Create());

        Assert.Equal(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11"], tallies.Select(tally => tally.Id));
        Assert.All(tallies, tally => Assert.Empty(tally.Violations));
        Assert.All(tallies, tally => Assert.True(tally.Checks > 0, $"{tally.Id} checked nothing"));
    }

    [Fact]
    public void Check_CommandIsLost_Reported()
    {
        var run = CleanRun.Create();

        // 504 was answered, but the command was neither executed nor dead-lettered.
        AssertViolates(
            run with
            {
                Attempts = [.. run.Attempts.Where(attempt => attempt is not { Operation: 3, Status: 201 })],
                Users = [.. run.Users.Where(user => user.Id != CleanRun.Grace)],
                Inbox = [.. run.Inbox.Where(row => row.OperationId != CleanRun.RetriedOperation)],
                Events = [.. run.Events.Where(outcome => outcome.OperationId != CleanRun.RetriedOperation)],
                Replies = [.. run.Replies.Where(reply => reply.OperationId != CleanRun.RetriedOperation)],
                Accounts = [],
            },
            "I4", "I5");
    }

    [Fact]
    public void Check_AcceptedCommandIsNotInTheLog_Reported() => AssertViolates(
        Spoil(run => run with { Commands = [.. run.Commands.Where(command => command.OperationId != CleanRun.FirstOperation)], Replies = [] }),
        "I5", "I8");

    [Fact]
    public void Check_CreatedUserHasNoRow_Reported() => AssertViolates(
        Spoil(run => run with { Users = [.. run.Users.Where(user => user.Id != CleanRun.Grace)] }), "I1");

    [Fact]
    public void Check_OutcomeIsNotPublished_Reported() => AssertViolates(
        Spoil(run => run with { Events = [.. run.Events.Skip(1)] }), "I5");

    [Fact]
    public void Check_CommandIsNotCommitted_Reported() =>
        AssertViolates(CleanRun.Create() with { Lag = new Dictionary<int, long> { [0] = 1 } }, "I5");

    [Fact]
    public void Check_ExecutedTwice_Reported()
    {
        var run = CleanRun.Create();
        var second = Guid.NewGuid();

        AssertViolates(
            run with
            {
                Users = [.. run.Users, new UserRow(second, "Grace", CleanRun.Start.AddSeconds(3))],
                Replies = [.. run.Replies, CleanRun.Reply(9, 3, "UserCreated", second, "Grace", 1) with { InReplyTo = CleanRun.Message(30) }],
            },
            "I1", "I3");
    }

    [Fact]
    public void Check_RetryGetsAnotherUser_Reported()
    {
        var run = CleanRun.Create();
        var other = CleanRun.Created(3, "Grace", CleanRun.Ada) with { Key = "k3" };

        AssertViolates(run with { Attempts = [.. run.Attempts, other], Accounts = [] }, "I1", "I3");
    }

    [Fact]
    public void Check_AnswersAreSwapped_Reported()
    {
        var run = CleanRun.Create();
        var attempts = run.Attempts.Select(attempt => attempt.EchoedName switch
        {
            "Ada" => attempt with { EchoedName = "Grace", UserId = CleanRun.Grace, Location = $"/users/{CleanRun.Grace}" },
            "Grace" => attempt with { EchoedName = "Ada", UserId = CleanRun.Ada, Location = $"/users/{CleanRun.Ada}" },
            _ => attempt,
        });

        AssertViolates(run with { Attempts = [.. attempts] }, "I1", "I3", "I6");
    }

    [Fact]
    public void Check_ReplyGoesToAnotherInstance_Reported()
    {
        var run = CleanRun.Create();

        AssertViolates(
            run with { Replies = [run.Replies[0] with { DestinationAddress = "kafka:replies?partition=2&instance=b" }, .. run.Replies.Skip(1)] }, "I6");
    }

    [Fact]
    public void Check_ReplyAnswersACommandThatWasNeverSent_Reported() => AssertViolates(
        Spoil(run => run with { Replies = [.. run.Replies, CleanRun.Reply(9, 1, "UserCreated", CleanRun.Ada, "Ada", 1) with { InReplyTo = Guid.NewGuid() }] }), "I6");

    [Fact]
    public void Check_RecordAmongTheRepliesIsNoMessage_IsNotAReply()
    {
        var run = CleanRun.Create();
        var poison = new OutcomeRecord(0, 3, Type: "") { OperationId = Guid.NewGuid(), InReplyTo = Guid.NewGuid() };

        Assert.All(Checker.Check(run with { Replies = [.. run.Replies, poison] }), tally => Assert.Empty(tally.Violations));
    }

    [Fact]
    public void Check_TwoKeysShareAnOperation_Reported()
    {
        var run = CleanRun.Create();

        AssertViolates(
            run with { Attempts = [.. run.Attempts.Select(attempt => attempt.Operation == 4 ? attempt with { OperationId = CleanRun.FirstOperation } : attempt)] }, "I6");
    }

    [Fact]
    public void Check_409ForOwnSuccess_Reported()
    {
        var run = CleanRun.Create();
        var own = CleanRun.Answered(3, "Grace", 409) with { Key = "k3", Problem = "user-duplicated" };

        AssertViolates(run with { Attempts = [.. run.Attempts, own], Accounts = [] }, "I2");
    }

    [Fact]
    public void Check_409ForAFreeName_Reported()
    {
        var run = CleanRun.Create();

        AssertViolates(
            run with { Attempts = [.. run.Attempts.Select(attempt => attempt.Status == 409 ? attempt with { Name = "Barbara" } : attempt)] }, "I2");
    }

    [Fact]
    public void Check_UnknownOutcomeIsNeverResolved_Reported() => AssertViolates(CleanRun.Create() with { Resolutions = [] }, "I4");

    [Fact]
    public void Check_ResolutionTakesTooLong_Reported() => AssertViolates(
        CleanRun.Create() with { Resolutions = [new Resolution(4, ResolutionState.NeverAccepted, TimeSpan.FromSeconds(61), "test")] }, "I4");

    [Fact]
    public void Check_OperationSaysOtherThanTheAnswer_Reported()
    {
        var run = CleanRun.Create();
        var other = new Resolution(3, ResolutionState.Ended, TimeSpan.FromSeconds(1), "test") { Status = 409 };

        AssertViolates(run with { Resolutions = [.. run.Resolutions, other] }, "I4");
    }

    [Fact]
    public void Check_RequestIsLeftPending_Reported() => AssertViolates(
        Spoil(run => run with { Accounts = [run.Accounts[0] with { KafkaPending = 1, KafkaFinished = 9 }] }), "I7");

    [Fact]
    public void Check_RequestIsNotCounted_Reported() => AssertViolates(
        Spoil(run => run with { Accounts = [run.Accounts[0] with { Finished = new Dictionary<string, long> { ["succeeded"] = 2 } }] }), "I7");

    [Fact]
    public void Check_LaterCommandWasExecutedFirst_Reported()
    {
        var run = CleanRun.Create();

        AssertViolates(
            run with { Commands = [CleanRun.Command(0, 2, "ADA"), CleanRun.Command(1, 1, "Ada"), .. run.Commands.Skip(2)] }, "I8");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_CommandsOfOneNameLieInTwoPartitions_ReportedUnlessPartitionsWereAdded(bool isRepartitioned)
    {
        var run = CleanRun.Create();
        var moved = run with
        {
            IsRepartitioned = isRepartitioned,
            Commands = [.. run.Commands.Select(command => command.OperationId == CleanRun.DuplicateOperation ? command with { Partition = 12 } : command)],
            Events = [.. run.Events.Select(outcome => outcome.OperationId == CleanRun.DeleteOperation ? outcome with { Partition = 12 } : outcome)],
        };

        AssertViolates(moved, isRepartitioned ? [] : ["I8", "I9"]);
    }

    [Fact]
    public void Check_OutcomesArePublishedInAnotherOrder_Reported()
    {
        var run = CleanRun.Create();

        var (updated, deleted) = (run.Events[4], run.Events[6]);
        List<OutcomeRecord> swapped =
            [.. run.Events.Except([updated, deleted]), updated with { Offset = deleted.Offset }, deleted with { Offset = updated.Offset }];

        AssertViolates(run with { Events = swapped }, "I8", "I9");
    }

    private static void AssertViolates(Evidence evidence, params string[] invariants) =>
        Assert.Equal(invariants, Checker.Check(evidence).Where(tally => tally.Violations.Count > 0).Select(tally => tally.Id));

    private static Evidence Spoil(Func<Evidence, Evidence> spoil) => spoil(CleanRun.Create());
}
