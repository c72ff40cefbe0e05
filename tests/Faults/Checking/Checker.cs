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
            Run("I2", "each 409 names a user whom another request created before", DuplicateAnswers.Check),
            Run("I3", "at most one user per operation and per name", SingleEffects.Check),
            Run("I4", "each unknown outcome becomes known", UnknownOutcomes.Check),
            Run("I5", "each command that Kafka took is executed or a dead letter", AcceptedCommands.Check),
            Run("I6", "nobody gets another caller's answer", OwnAnswers.Check),
            Run("I7", "every request is accounted for, and none is pending at rest", RequestAccounts.Check),
            Run("I8", "commands of one name are executed in the order of the log", CommandOrder.Check),
        ];

        Tally Run(string id, string title, Action<Facts, Tally> check)
        {
            var tally = new Tally(id, title);
            check(facts, tally);

            return tally;
        }
    }
}
