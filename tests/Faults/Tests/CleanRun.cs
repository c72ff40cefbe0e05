using Users.Faults.Checking;

namespace Users.Faults.Tests;

/// <summary>The evidence of a small run in which all went well: something for each invariant to look at.</summary>
internal static class CleanRun
{
    public const string Api = "api-1";
    public static readonly DateTime Start = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    public static readonly Guid Ada = Guid.Parse("11111111-0000-0000-0000-000000000001");
    public static readonly Guid Grace = Guid.Parse("11111111-0000-0000-0000-000000000002");
    public static readonly Guid Edsger = Guid.Parse("11111111-0000-0000-0000-000000000005");
    public static readonly Guid FirstOperation = Operation(1);
    public static readonly Guid DuplicateOperation = Operation(2);
    public static readonly Guid RetriedOperation = Operation(3);
    public static readonly Guid UpdateOperation = Operation(6);
    public static readonly Guid StaleOperation = Operation(7);
    public static readonly Guid DeleteOperation = Operation(8);
    public static readonly Guid LastOperation = Operation(9);

    /// <summary>
    /// Ada is created; a second Ada is refused; Grace's client is told 504, sends again and gets its user; one client is told 503. Edsger is
    /// created, given another name, not changed by one who knows the old version, deleted, and gone for one who comes too late.
    /// </summary>
    public static Evidence Create() => new()
    {
        Attempts =
        [
            Created(1, "Ada", Ada) with { Key = "k1" },
            Answered(2, "ADA", 409) with { Problem = "user-duplicated", ProblemOperationId = DuplicateOperation },
            Answered(3, "Grace", 504) with { Key = "k3", Problem = "outcome-pending", ProblemOperationId = RetriedOperation },
            Created(3, "Grace", Grace) with { Key = "k3", Replayed = true },
            Answered(4, "Alan", 503),
            Created(5, "Edsger", Edsger),
            Changed(6, "Dijkstra", 200, CommandKind.Update, expected: 1) with { UserId = Edsger, EchoedName = "Dijkstra", Version = 2 },
            Changed(7, "Eddie", 412, CommandKind.Update, expected: 1) with { Version = 2, Problem = "user-version-conflict" },
            Changed(8, "deletion", 204, CommandKind.Delete, expected: 2) with { Key = "k8" },
            Changed(9, "Late", 410, CommandKind.Update, expected: 2) with { Problem = "user-deleted" },
        ],
        Resolutions = [new Resolution(4, ResolutionState.NeverAccepted, TimeSpan.FromSeconds(1), "test")],
        Users = [new UserRow(Ada, "Ada", Start), new UserRow(Grace, "Grace", Start.AddSeconds(2)), new UserRow(Edsger, "", Start.AddSeconds(5), Version: 3, IsDeleted: true)],
        Inbox =
        [
            Executed(1, "UserCreated", Ada, "Ada", 1),
            Executed(2, "UserDuplicated", Ada, "ADA", null),
            Executed(3, "UserCreated", Grace, "Grace", 1),
            Executed(5, "UserCreated", Edsger, "Edsger", 1),
            Executed(6, "UserUpdated", Edsger, "Dijkstra", 2),
            Executed(7, "UserVersionConflict", Edsger, null, 2),
            Executed(8, "UserDeleted", Edsger, "Dijkstra", 3),
            Executed(9, "UserNotFound", Edsger, null, null),
        ],
        Commands =
        [
            Command(0, 1, "Ada"), Command(1, 2, "ADA"), Command(2, 3, "Grace"), Command(3, 3, "Grace") with { MessageId = Message(30) }, new CommandRecord(0, 4, "poison"),
            Command(5, 5, "Edsger"),
            Change(6, 6, CommandKind.Update, "Dijkstra"),
            Change(7, 7, CommandKind.Update, "Eddie"),
            Change(8, 8, CommandKind.Delete, null),
            Change(9, 9, CommandKind.Update, "Late"),
        ],
        Events =
        [
            Outcome(0, 1, "UserCreated", Ada, "Ada", 1), Outcome(1, 2, "UserDuplicated", Ada, "ADA"), Outcome(2, 3, "UserCreated", Grace, "Grace", 1),
            Outcome(3, 5, "UserCreated", Edsger, "Edsger", 1),
            Outcome(4, 6, "UserUpdated", Edsger, "Dijkstra", 2),
            Outcome(5, 7, "UserVersionConflict", Edsger, null, 2),
            Outcome(6, 8, "UserDeleted", Edsger, "Dijkstra", 3),
            Outcome(7, 9, "UserNotFound", Edsger, null),
        ],
        Replies =
        [
            Reply(0, 1, "UserCreated", Ada, "Ada", 1), Reply(1, 2, "UserDuplicated", Ada, "ADA"), Reply(2, 3, "UserCreated", Grace, "Grace", 1),
            Reply(3, 6, "UserUpdated", Edsger, "Dijkstra", 2), Reply(4, 8, "UserDeleted", Edsger, "Dijkstra", 3),
        ],
        DeadLetters = [new DeadLetter(0, 4, "invalid")],
        Lag = new Dictionary<int, long> { [0] = 0 },
        Logs = [new ServiceLog(Api, Bytes: 20_000, TimeSpan.FromSeconds(20))],
        Accounts =
        [
            new RequestAccount(Api)
            {
                Started = 10,
                Finished = new Dictionary<string, long> { ["succeeded"] = 5, ["rejected"] = 3, ["timed_out"] = 1, ["refused"] = 1 },
                KafkaStarted = 10,
                KafkaFinished = 10,
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

    public static Attempt Created(int operation, string name, Guid user) =>
        Answered(operation, name, 201) with { UserId = user, EchoedName = name, Location = $"/users/{user}", Version = 1 };

    public static Attempt Changed(int operation, string name, int status, CommandKind kind, int expected) =>
        Answered(operation, name, status) with { Kind = kind, Target = Edsger, ExpectedVersion = expected };

    public static InboxRow Executed(int operation, string outcome, Guid user, string? name, int? version) =>
        new(Operation(operation), Message(operation), outcome, user, Start.AddSeconds(operation)) { Name = name, Version = version };

    public static CommandRecord Change(long offset, int operation, CommandKind kind, string? name) =>
        Command(offset, operation, name) with { Key = $"{Edsger}", Kind = kind, UserId = Edsger };

    public static CommandRecord Command(long offset, int operation, string? name) => new(0, offset, name)
    {
        Kind = CommandKind.Create,
        OperationId = Operation(operation),
        MessageId = Message(operation),
        Name = name,
        ResponseAddress = "kafka:replies?partition=1&instance=a",
    };

    public static OutcomeRecord Outcome(long offset, int operation, string type, Guid user, string? name, int? version = null) =>
        new(0, offset, type) { OperationId = Operation(operation), UserId = user, Name = name, Version = version };

    public static OutcomeRecord Reply(long offset, int operation, string type, Guid user, string? name, int? version = null) =>
        Outcome(offset, operation, type, user, name, version) with { InReplyTo = Message(operation), DestinationAddress = "kafka:replies?partition=1&instance=a" };
}
