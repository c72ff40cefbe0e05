namespace Users.Rules;

/// <summary>Compares what is told of each registration: to its client, by every instance, in the log, and in its row.</summary>
internal static class RegistrationStories
{
    private const string Completed = "RegistrationCompleted";

    public static void Check(RegistrationEvidence evidence, Tally tally)
    {
        var rows = evidence.Rows.ToDictionary(row => row.Id);
        var outcomes = evidence.Outcomes.ToLookup(outcome => outcome.RegistrationId);
        var answers = evidence.Answers.ToLookup(answer => answer.OperationId);

        foreach (var row in evidence.Rows)
        {
            CheckTold(row, [.. outcomes[row.Id]], [.. answers[row.Id]], tally);
        }

        foreach (var told in evidence.Steps.Where(told => rows.ContainsKey(told.RegistrationId)))
        {
            var row = rows[told.RegistrationId];
            tally.Check(
                told.Status == row.State && told.Steps == row.Steps, $"registration {row.Id} is {row.State} with {row.Steps}, and the log tells {told.Status} with {told.Steps}");
        }

        foreach (var answer in evidence.Answers)
        {
            tally.Check(rows.ContainsKey(answer.OperationId), $"registration {answer.OperationId} was answered {answer.Status}, and nobody knows of it");
        }

        foreach (var shown in evidence.Shown.Where(shown => rows.ContainsKey(shown.Id)))
        {
            var row = rows[shown.Id];
            tally.Check(shown.Status == row.State, $"{shown.Instance} shows registration {row.Id} as {shown.Status}, which is {row.State}");
            tally.Check(shown.Steps == row.Steps, $"{shown.Instance} shows the steps of {row.Id} as {shown.Steps}, which are {row.Steps}");
            tally.Check(
                answers[row.Id].All(answer => answer.Status == shown.ResultStatus),
                $"{shown.Instance} shows registration {row.Id} with {shown.ResultStatus}, which was answered {string.Join(", ", answers[row.Id].Select(answer => answer.Status))}");
        }
    }

    private static void CheckTold(RegistrationRow row, List<ToldOutcome> outcomes, List<RegistrationAnswer> answers, Tally tally)
    {
        if (row.HasEnded || row.IsParked)
        {
            tally.Check(
                outcomes.Distinct().Count() == 1 && (outcomes[0].Type == Completed) == row.Succeeded,
                $"registration {row.Id} '{row.Name}' {row.State}, and the log tells {Describe(outcomes)}");
        }

        foreach (var answer in answers)
        {
            tally.Check((answer.Status == 201) == row.Succeeded, $"registration {row.Id} '{row.Name}' was answered {answer.Status} and {row.State}");
            tally.Check(answer.Status != 201 || answer.UserId == row.Id, $"registration {row.Id} was answered with user {answer.UserId}");

            if (outcomes is [var told, ..])
            {
                tally.Check(Fits(told, answer), $"registration {row.Id} was answered {answer.Status} {answer.Problem}, and the log tells {Describe(outcomes)}");
            }
        }
    }

    private static bool Fits(ToldOutcome told, RegistrationAnswer answer) => told.Type switch
    {
        Completed => answer.Status == 201,
        "RegistrationRejected" => answer.Problem == told.Reason,
        _ => answer.Problem is "registration-failed" or "registration-incomplete",
    };

    private static string Describe(IEnumerable<ToldOutcome> outcomes) =>
        string.Join(", ", outcomes.Select(told => $"{told.Type} {told.Reason}").Distinct()) is { Length: > 0 } text ? text : "nothing";
}
