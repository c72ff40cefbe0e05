namespace Users.Faults.Tests;

/// <summary>Feeds the rules what must not be.</summary>
public sealed class RegistrationRulesTests
{
    private const string Code = "GOOD";
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly Guid Step = Guid.NewGuid();

    private static readonly RegistrationRow Row = new(Id, "succeeded", "Ada", Code, "user done 1, promo done 1, WelcomeMail done 1");

    private static readonly RegistrationEvidence Registered = new()
    {
        Answers = [new(Id, 201, Id, null)],
        Rows = [Row],
        Users = [new(Id, "Ada")],
        Redemptions = [new(Code, Id, IsReleased: false)],
        PromoCodes = [new(Code, 1, 1)],
        Mails = [Id],
        Shown = [new("api-1", Id, "succeeded", 201, Row.Steps)],
        Requests = [Id],
        Commands = [new(Id, "CreateUser", Step), new(Id, "CreateUser", Step)],
        Effects = [new(Id, "UserCreated", Step), new(Id, "UserCreated", Step)],
        RedemptionEvents = [new(Code, Guid.Empty, IsReleased: false), new(Code, Guid.Empty, IsReleased: true), new(Code, Id, IsReleased: false), new(Code, Guid.Empty, IsReleased: false)],
        Outcomes = [new(Id, "RegistrationCompleted", null), new(Id, "RegistrationCompleted", null)],
        Steps = [new(Id, 4, "succeeded", Row.Steps)],
    };

    private static readonly RegistrationEvidence Refused = new()
    {
        Answers = [new(Id, 422, null, "promo-code-unknown")],
        Rows = [Row with { State = "failed", Steps = "user undone 1, promo refused 1, WelcomeMail pending 0" }],
        Requests = [Id],
        Outcomes = [new(Id, "RegistrationRejected", "promo-code-unknown")],
    };

    public static TheoryData<string, RegistrationEvidence> Broken => new()
    {
        { "S1", Refused with { Rows = [Refused.Rows[0] with { State = "compensating" }], Answers = [], Outcomes = [] } },
        { "S1", Registered with { Requests = [Id, Guid.NewGuid()] } },
        { "S1", Registered with { Unresolved = ["operation 7"] } },
        { "S2", Registered with { Users = [] } },
        { "S2", Registered with { Redemptions = [], PromoCodes = [] } },
        { "S2", Registered with { Users = [new(Id, "Bob")] } },
        { "S2", Registered with { Redemptions = [.. Registered.Redemptions, new("OTHER", Guid.NewGuid(), IsReleased: true)] } },
        { "S3", Registered with { Answers = [new(Id, 422, null, "promo-code-used-up")] } },
        { "S3", Registered with { Answers = [new(Id, 201, Guid.NewGuid(), null)] } },
        { "S3", Registered with { Answers = [new(Guid.NewGuid(), 201, Id, null)] } },
        { "S3", Refused with { Answers = [new(Id, 422, null, "promo-code-expired")] } },
        { "S3", Refused with { Outcomes = [.. Refused.Outcomes, new(Id, "RegistrationCompleted", null)] } },
        { "S3", Registered with { Outcomes = [] } },
        { "S3", Registered with { Shown = [Registered.Shown[0] with { Status = "pending" }] } },
        { "S3", Registered with { Shown = [Registered.Shown[0] with { Steps = "user done 1" }] } },
        { "S3", Registered with { Steps = [Registered.Steps[0] with { Steps = "user done 2" }] } },
        { "S4", Registered with { DeadLetters = ["no reason"] } },
        { "S4", Registered with { ProvokedLetters = 1 } },
        { "S5", Registered with { PromoCodes = [new(Code, 0, 1)] } },
        { "S5", Registered with { PromoCodes = [new(Code, 2, 2)] } },
        { "S5", Registered with { RedemptionEvents = [new(Code, Guid.Empty, IsReleased: false), new(Code, Id, IsReleased: false), new(Code, Guid.Empty, IsReleased: true)] } },
        { "S6", Registered with { Users = [.. Registered.Users, new(Guid.NewGuid(), "ADA")] } },
        { "S6", Refused with { Users = [new(Guid.NewGuid(), "Ada")] } },
        { "S7", Registered with { Commands = [.. Registered.Commands, new(Id, "CreateUser", Guid.NewGuid())] } },
        { "S7", Registered with { Effects = [.. Registered.Effects, new(Id, "UserCreated", Guid.NewGuid())] } },
        { "S7", Registered with { Mails = [Id, Id] } },
        { "S7", Refused with { Mails = [Id] } },
    };

    [Fact]
    public void Check_AllOfItOrNothing_Holds()
    {
        Assert.All(RegistrationRules.Check(Registered), tally => Assert.Empty(tally.Violations));
        Assert.All(RegistrationRules.Check(Refused), tally => Assert.Empty(tally.Violations));
        Assert.All(RegistrationRules.Check(Registered).Where(tally => tally.Id != "S4"), tally => Assert.NotEqual(0, tally.Checks));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_OneThingIsWrong_SaysWhich(string rule, RegistrationEvidence evidence)
    {
        var tallies = RegistrationRules.Check(evidence);

        Assert.NotEmpty(tallies.Single(tally => tally.Id == rule).Violations);
    }
}
