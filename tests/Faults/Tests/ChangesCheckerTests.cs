using Users.Faults.Checking;

namespace Users.Faults.Tests;

/// <summary>Spoils what a clean run did to the user Edsger, each test in one way.</summary>
public sealed class ChangesCheckerTests
{
    private readonly Evidence _run = CleanRun.Create();

    [Fact]
    public void Check_TwoUpdatesOfOneVersion_IsALostUpdate()
    {
        // The stale one was not refused: it made version 2, too.
        var lost = _run with
        {
            Attempts = Replace(7, attempt => attempt with { Status = 200, Problem = null, UserId = CleanRun.Edsger, EchoedName = "Eddie" }),
            Inbox = Replace(CleanRun.StaleOperation, row => row with { OutcomeType = "UserUpdated", Name = "Eddie" }),
            Events = ReplaceEvent(CleanRun.StaleOperation, outcome => outcome with { Type = "UserUpdated", Name = "Eddie" }),
            Accounts = [],
        };

        AssertViolates(lost, "I9");
    }

    [Fact]
    public void Check_UpdateIsNotInTheTable_IsALostUpdate() => AssertViolates(
        _run with { Users = ReplaceRow(row => row with { Version = 2 }) }, "I9");

    [Fact]
    public void Check_NameOfADeletedUserIsKept_Reported() => AssertViolates(
        _run with { Users = ReplaceRow(row => row with { Name = "Dijkstra" }) }, "I9");

    [Fact]
    public void Check_RowIsDeletedWithoutADeletion_Reported() => AssertViolates(
        _run with { Users = [.. _run.Users.Select(row => row.Id == CleanRun.Ada ? row with { IsDeleted = true } : row)] }, "I9");

    [Fact]
    public void Check_VersionIsLeftOut_Reported() => AssertViolates(
        _run with
        {
            Attempts = Replace(8, attempt => attempt with { ExpectedVersion = 3 }),
            Inbox = Replace(CleanRun.DeleteOperation, row => row with { Version = 4 }),
            Events = ReplaceEvent(CleanRun.DeleteOperation, outcome => outcome with { Version = 4 }),
            Replies = [.. _run.Replies.SkipLast(1)],
            Users = ReplaceRow(row => row with { Version = 4 }),
        },
        "I9");

    [Fact]
    public void Check_UpdateAfterTheDeletion_Reported() => AssertViolates(
        _run with
        {
            Attempts = Replace(9, attempt => attempt with
            {
                Status = 200,
                Problem = null,
                UserId = CleanRun.Edsger,
                EchoedName = "Late",
                Version = 4,
                ExpectedVersion = 3,
            }),
            Inbox = Replace(CleanRun.LastOperation, row => row with { OutcomeType = "UserUpdated", Name = "Late", Version = 4 }),
            Events = ReplaceEvent(CleanRun.LastOperation, outcome => outcome with { Type = "UserUpdated", Name = "Late", Version = 4 }),
            Users = ReplaceRow(row => row with { Name = "Late", Version = 4, IsDeleted = false }),
            Accounts = [],
        },
        "I9");

    [Fact]
    public void Check_ChangesArePublishedInAnotherOrder_Reported()
    {
        var events = _run.Events.Select(outcome => outcome.Offset switch
        {
            4 => outcome with { Offset = 6 },
            6 => outcome with { Offset = 4 },
            _ => outcome,
        });

        AssertViolates(_run with { Events = [.. events] }, "I8", "I9");
    }

    [Fact]
    public void Check_AnswerNamesAVersionThatWasNotMade_Reported() =>
        AssertViolates(_run with { Attempts = Replace(6, attempt => attempt with { Version = 3 }) }, "I10");

    [Fact]
    public void Check_AnotherVersionThanExpectedWasChanged_Reported() =>
        AssertViolates(_run with { Attempts = Replace(8, attempt => attempt with { ExpectedVersion = 1 }) }, "I10");

    [Fact]
    public void Check_ChangeWasAnsweredButNotMade_Reported() => AssertViolates(
        _run with { Attempts = Replace(9, attempt => attempt with { Status = 204, Kind = CommandKind.Delete }), Accounts = [] }, "I10");

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Check_412WithAVersionThatDoesNotRefuse_Reported(int version) =>
        AssertViolates(_run with { Attempts = Replace(7, attempt => attempt with { Version = version }) }, "I10");

    [Fact]
    public void Check_412WithAVersionOfLongAgo_Reported() => AssertViolates(
        _run with
        {
            Attempts = Replace(7, attempt => attempt with
            {
                ExpectedVersion = 3,
                Version = 1,
                StartedAt = attempt.StartedAt.AddMinutes(1),
                EndedAt = attempt.EndedAt.AddMinutes(1),
            }),
        },
        "I10");

    [Fact]
    public void Check_410BeforeTheDeletion_Reported() => AssertViolates(
        _run with { Attempts = Replace(7, attempt => attempt with { Status = 410, EndedAt = attempt.StartedAt }) }, "I10");

    [Fact]
    public void Check_404ForAUserWhoWasThere_Reported() => AssertViolates(
        _run with { Attempts = Replace(9, attempt => attempt with { Status = 404 }) }, "I10");

    [Fact]
    public void Check_409ForAnUpdateToAFreeName_Reported() => AssertViolates(
        _run with { Attempts = Replace(9, attempt => attempt with { Status = 409, Problem = "user-duplicated" }) }, "I2");

    [Fact]
    public void Check_409ForAnUpdateToTheNameOfAnotherUser_Passes() => Assert.All(
        Checker.Check(_run with
        {
            Attempts = Replace(9, attempt => attempt with { Name = "Grace", Status = 409, Problem = "user-duplicated" }),
        }),
        tally => Assert.Empty(tally.Violations));

    [Fact]
    public void Check_409ForANameThatWasFreedBefore_Reported() => AssertViolates(
        _run with
        {
            Attempts = Replace(9, attempt => attempt with { Name = "Edsger", Target = CleanRun.Ada, Status = 409, Problem = "user-duplicated" }),
        },
        "I2");

    private static void AssertViolates(Evidence evidence, params string[] invariants) =>
        Assert.Equal(invariants, Checker.Check(evidence).Where(tally => tally.Violations.Count > 0).Select(tally => tally.Id));

    private List<Attempt> Replace(int operation, Func<Attempt, Attempt> change) =>
        [.. _run.Attempts.Select(attempt => attempt.Operation == operation ? change(attempt) : attempt)];

    private List<InboxRow> Replace(Guid operation, Func<InboxRow, InboxRow> change) =>
        [.. _run.Inbox.Select(row => row.OperationId == operation ? change(row) : row)];

    private List<OutcomeRecord> ReplaceEvent(Guid operation, Func<OutcomeRecord, OutcomeRecord> change) =>
        [.. _run.Events.Select(outcome => outcome.OperationId == operation ? change(outcome) : outcome)];

    private List<UserRow> ReplaceRow(Func<UserRow, UserRow> change) =>
        [.. _run.Users.Select(row => row.Id == CleanRun.Edsger ? change(row) : row)];
}
