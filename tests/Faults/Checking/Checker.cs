namespace Users.Faults.Checking;

/// <summary>Compares what clients were told with what the database and the topics hold.</summary>
public static class Checker
{
    /// <summary>Checks every invariant. Depends on the evidence alone.</summary>
    public static IReadOnlyList<Tally> Check(Evidence evidence)
    {
        var facts = new Facts(evidence);

        return
        [
            Run("I1", "each 201 has exactly one row with its id, and each row one creator", CreatedAnswers.Check),
            Run("I2", "each 409 asked for a name that another user had at that time", DuplicateAnswers.Check),
            Run("I3", "at most one outcome per operation and one user per name", SingleEffects.Check),
            Run("I4", "each unknown outcome becomes known", UnknownOutcomes.Check),
            Run("I5", "each command that Kafka took is executed or a dead letter", AcceptedCommands.Check),
            Run("I6", "nobody gets another caller's answer", OwnAnswers.Check),
            Run("I7", "every request is accounted for, and none is pending at rest", RequestAccounts.Check),
            Run("I8", "commands of one name, and of one user, are executed in the order of the log", CommandOrder.Check),
            Run("I9", "versions of a user follow one another, no change is lost, and none follows the deletion", UserVersions.Check),
            Run("I10", "each 200 and 204 changed the version it named; each 404, 410 and 412 has its reason in the log", ChangeAnswers.Check),
            Run("I11", "nothing repeats without end: events, replies, dead letters and logs are bounded", Repetitions.Check),
        ];

        Tally Run(string id, string title, Action<Facts, Tally> check) => Checker.Run(facts, id, title, check);
    }

    /// <summary>Checks what concerns requests and answers of any kind.</summary>
    public static IReadOnlyList<Tally> CheckRequests(Evidence evidence)
    {
        var facts = new Facts(evidence);

        return
        [
            Run(facts, "I6", "nobody gets another caller's answer", OwnAnswers.Check),
            Run(facts, "I7", "every request is accounted for, and none is pending at rest", RequestAccounts.Check),
            Run(facts, "I11", "nothing repeats without end: events, replies, dead letters and logs are bounded", Repetitions.Check),
        ];
    }

    private static Tally Run(Facts facts, string id, string title, Action<Facts, Tally> check)
    {
        var tally = new Tally(id, title);
        check(facts, tally);

        return tally;
    }
}
