using Users.Faults.Checking;

namespace Users.Faults.Tests;

/// <summary>The evidence of a small run in which all went well: something for each invariant to look at.</summary>
internal static class CleanRun
{
    public const string Api = "api-1";
    public static readonly DateTime Start = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    public static readonly Guid Ada = Guid.Parse("11111111-0000-0000-0000-000000000001");
    public static readonly Guid Grace = Guid.Parse("11111111-0000-0000-0000-000000000002");
    public static readonly Guid FirstOperation = Operation(1);
    public static readonly Guid DuplicateOperation = Operation(2);
    public static readonly Guid RetriedOperation = Operation(3);

    /// <summary>Ada is created; a second Ada is refused; Grace's client is told 504, sends again and gets its user; one client is told 503.</summary>
    public static Evidence Create() => new()
    {
        Attempts =
        [
            Answered(1, "Ada", 201) with { Key = "k1", UserId = Ada, EchoedName = "Ada", Location = $"/users/{Ada}" },
            Answered(2, "ADA", 409) with { Problem = "user-duplicated", ProblemOperationId = DuplicateOperation },
            Answered(3, "Grace", 504) with { Key = "k3", Problem = "outcome-pending", ProblemOperationId = RetriedOperation },
            Answered(3, "Grace", 201) with { Key = "k3", UserId = Grace, EchoedName = "Grace", Location = $"/users/{Grace}", Replayed = true },
            Answered(4, "Alan", 503),
        ],
        Resolutions = [new Resolution(4, ResolutionState.NeverAccepted, TimeSpan.FromSeconds(1), "test")],
        Users = [new UserRow(Ada, "Ada", Start), new UserRow(Grace, "Grace", Start.AddSeconds(2))],
        Inbox =
        [
            new InboxRow(FirstOperation, Message(1), "UserCreated", Ada, Start),
            new InboxRow(DuplicateOperation, Message(2), "UserDuplicated", Ada, Start.AddSeconds(1)),
            new InboxRow(RetriedOperation, Message(3), "UserCreated", Grace, Start.AddSeconds(2)),
        ],
        Commands = [Command(0, 1, "Ada"), Command(1, 2, "ADA"), Command(2, 3, "Grace"), Command(3, 3, "Grace") with { MessageId = Message(30) }, new CommandRecord(0, 4, "poison")],
        Events = [Outcome(0, 1, "UserCreated", Ada, "Ada"), Outcome(1, 2, "UserDuplicated", Ada, "ADA"), Outcome(2, 3, "UserCreated", Grace, "Grace")],
        Replies = [Reply(0, 1, "UserCreated", Ada, "Ada"), Reply(1, 2, "UserDuplicated", Ada, "ADA"), Reply(2, 3, "UserCreated", Grace, "Grace")],
        DeadLetters = [new DeadLetter(0, 4, "invalid")],
        Lag = new Dictionary<int, long> { [0] = 0 },
        Accounts =
        [
            new RequestAccount(Api)
            {
                Started = 5,
                Finished = new Dictionary<string, long> { ["succeeded"] = 2, ["rejected"] = 1, ["timed_out"] = 1, ["refused"] = 1 },
                KafkaStarted = 5,
                KafkaFinished = 5,
                IsWhole = true,
            },
        ],
    };

    public static Guid Operation(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static Guid Message(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]);

    public static Attempt Answered(int operation, string name, int status) => new()
    {
        Operation = operation,
        Name = name,
        Instance = Api,
        StartedAt = Start.AddSeconds(operation),
        EndedAt = Start.AddSeconds(operation + 1),
        Status = status,
        OperationId = Operation(operation),
    };

    public static CommandRecord Command(long offset, int operation, string name) => new(0, offset, name)
    {
        OperationId = Operation(operation),
        MessageId = Message(operation),
        Name = name,
        ResponseAddress = "kafka:replies?partition=1&instance=a",
    };

    public static OutcomeRecord Outcome(long offset, int operation, string type, Guid user, string name) =>
        new(0, offset, type) { OperationId = Operation(operation), UserId = user, Name = name };

    public static OutcomeRecord Reply(long offset, int operation, string type, Guid user, string name) =>
        Outcome(offset, operation, type, user, name) with { InReplyTo = Message(operation), DestinationAddress = "kafka:replies?partition=1&instance=a" };
}
