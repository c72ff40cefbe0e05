namespace Users.Faults.Checking;

/// <summary>I7.</summary>
internal static class RequestAccounts
{
    public static void Check(Facts facts, Tally tally)
    {
        foreach (var account in facts.Evidence.Accounts)
        {
            var finished = account.Finished.Values.Sum();
            tally.Check(account.Started == finished, $"{account.Instance} started {account.Started} requests and finished {finished}");
            tally.Check(account.InFlight == 0, $"{account.Instance} holds {account.InFlight} requests at rest");
            tally.Check(
                account.KafkaStarted == account.KafkaFinished,
                $"{account.Instance} started {account.KafkaStarted} requests over Kafka and finished {account.KafkaFinished}");
            tally.Check(account.KafkaPending == 0, $"{account.Instance} awaits {account.KafkaPending} replies at rest");

            if (account.IsWhole)
            {
                CompareWithClients(facts, account, tally);
            }
        }
    }

    // What a client did not see answered may have been counted as anything, so only that many may differ.
    private static void CompareWithClients(Facts facts, RequestAccount account, Tally tally)
    {
        var attempts = facts.Evidence.Attempts.Where(attempt => attempt.Instance == account.Instance).ToList();
        var unseen = attempts.Count(attempt => attempt.Status is null);
        var seen = attempts.Where(attempt => attempt.Status is not null).CountBy(attempt => ResultOf(attempt.Status!.Value)).ToDictionary();

        foreach (var result in seen.Keys.Union(account.Finished.Keys).Where(result => result != "client_gone"))
        {
            var counted = account.Finished.GetValueOrDefault(result);
            var told = seen.GetValueOrDefault(result);

            tally.Check(
                counted >= told && counted - told <= unseen,
                $"{account.Instance} counted {counted} as {result}, its clients {told} and {unseen} without an answer");
        }

        var total = account.Finished.Values.Sum();
        tally.Check(
            total >= attempts.Count - unseen && total <= attempts.Count,
            $"{account.Instance} counted {total} requests, its clients {attempts.Count}");
    }

    private static string ResultOf(int status) => status switch
    {
        503 => "refused",
        504 => "timed_out",
        >= 200 and < 300 => "succeeded",
        >= 400 and < 500 => "rejected",
        _ => "failed",
    };
}
