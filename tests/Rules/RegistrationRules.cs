namespace Users.Rules;

/// <summary>Holds what all registrations have left, once they have come to rest, against what was promised: all of it or nothing, and once.</summary>
public static class RegistrationRules
{
    /// <summary>Checks every rule. Depends on the evidence alone.</summary>
    public static IReadOnlyList<Tally> Check(RegistrationEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);

        return
        [
            Run("S1", "each registration that Kafka took comes to its end", CheckEnds),
            Run("S2", "a registration has a user and a redemption, or neither", CheckWhole),
            Run("S3", "clients, operations on every instance, events and rows agree", RegistrationStories.Check),
            Run("S4", "no record is put aside but what was provoked", CheckLetters),
            Run("S5", "no code is redeemed more often than it may be, at any moment", CheckLimits),
            Run("S6", "one user for each name, and no name that is reserved for nobody", CheckNames),
            Run("S7", "each step of a registration is one operation with one effect", CheckSteps),
        ];

        Tally Run(string id, string title, Action<RegistrationEvidence, Tally> check)
        {
            var tally = new Tally(id, title);
            check(evidence, tally);
            return tally;
        }
    }

    private static void CheckEnds(RegistrationEvidence evidence, Tally tally)
    {
        var rows = evidence.Rows.Select(row => row.Id).ToHashSet();

        foreach (var row in evidence.Rows)
        {
            tally.Check(row.HasEnded, $"registration {row.Id} '{row.Name}' is {row.State}: {row.Steps}");
        }

        foreach (var request in evidence.Requests.Distinct())
        {
            tally.Check(rows.Contains(request), $"registration {request} was asked for, and nobody knows of it");
        }

        foreach (var operation in evidence.Unresolved)
        {
            tally.Check(false, $"what became of {operation} nobody could tell");
        }
    }

    private static void CheckWhole(RegistrationEvidence evidence, Tally tally)
    {
        var users = evidence.Users.ToLookup(user => user.Id);
        var redemptions = evidence.Redemptions.Where(redemption => !redemption.IsReleased).ToLookup(redemption => redemption.Id);

        // What waits for an operator is neither yet, and says so.
        foreach (var row in evidence.Rows.Where(row => !row.IsParked))
        {
            var expected = row.Succeeded ? 1 : 0;
            var (hasUser, redeemed) = (users[row.Id].Count(), redemptions[row.Id].Count());
            tally.Check(hasUser == expected && redeemed == expected, $"registration {row.Id} '{row.Name}' {row.State}, with {hasUser} users and {redeemed} redemptions");
            tally.Check(
                users[row.Id].All(user => user.Name == row.Name) && redemptions[row.Id].All(redemption => redemption.Code == row.PromoCode),
                $"registration {row.Id} asked for '{row.Name}' with {row.PromoCode} and has {string.Join(", ", users[row.Id])} with {string.Join(", ", redemptions[row.Id])}");
        }

        var rows = evidence.Rows.Select(row => row.Id).ToHashSet();

        foreach (var redemption in evidence.Redemptions)
        {
            tally.Check(rows.Contains(redemption.Id), $"redemption {redemption.Id} of {redemption.Code} belongs to no registration");
        }
    }

    private static void CheckLetters(RegistrationEvidence evidence, Tally tally) => tally.Check(
        evidence.DeadLetters.Count == evidence.ProvokedLetters,
        $"{evidence.DeadLetters.Count} dead letters where {evidence.ProvokedLetters} were provoked: {string.Join("; ", evidence.DeadLetters.Distinct().Take(3))}");

    private static void CheckLimits(RegistrationEvidence evidence, Tally tally)
    {
        foreach (var promo in evidence.PromoCodes)
        {
            var rows = evidence.Redemptions.Count(redemption => redemption.Code == promo.Code && !redemption.IsReleased);
            tally.Check(promo.Redeemed <= promo.Limit, $"code {promo.Code} is redeemed {promo.Redeemed} times, with {promo.Limit} allowed");
            tally.Check(promo.Redeemed == rows, $"code {promo.Code} counts {promo.Redeemed} redemptions and has {rows}");
            var most = FindMost(evidence.RedemptionEvents.Where(told => told.Code == promo.Code));
            tally.Check(most <= promo.Limit, $"code {promo.Code} was redeemed {most} times at one moment, with {promo.Limit} allowed");
        }
    }

    // An event may be told twice: what was released stays so.
    private static int FindMost(IEnumerable<RedemptionEvent> events)
    {
        var (redeemed, released, most) = (new HashSet<Guid>(), new HashSet<Guid>(), 0);

        foreach (var told in events)
        {
            if (told.IsReleased)
            {
                released.Add(told.Id);
                redeemed.Remove(told.Id);
            }
            else if (!released.Contains(told.Id))
            {
                redeemed.Add(told.Id);
                most = Math.Max(most, redeemed.Count);
            }
        }

        return most;
    }

    private static void CheckNames(RegistrationEvidence evidence, Tally tally)
    {
        var ended = evidence.Rows.Where(row => row.Succeeded || row.IsParked).Select(row => row.Id).ToHashSet();

        foreach (var same in evidence.Users.GroupBy(user => Contracts.UserName.Normalize(user.Name)))
        {
            tally.Check(same.Count() == 1, $"'{same.Key}' is the name of {string.Join(" and ", same.Select(user => user.Id))}");
        }

        foreach (var user in evidence.Users)
        {
            tally.Check(ended.Contains(user.Id), $"'{user.Name}' is kept by {user.Id}, whom no registration has registered");
        }
    }

    private static void CheckSteps(RegistrationEvidence evidence, Tally tally)
    {
        foreach (var step in evidence.Commands.Where(command => !command.Type.StartsWith("Undo", StringComparison.Ordinal) && command.Type != "ReleasePromoCode")
            .GroupBy(command => (command.RegistrationId, command.Type)))
        {
            var operations = step.Select(command => command.OperationId).Distinct().Count();
            tally.Check(operations == 1, $"registration {step.Key.RegistrationId} has commanded {step.Key.Type} as {operations} operations");
        }

        foreach (var effect in evidence.Effects.GroupBy(effect => (effect.RegistrationId, effect.Type)))
        {
            var operations = effect.Select(done => done.OperationId).Distinct().Count();
            tally.Check(operations == 1, $"{effect.Key.Type} {effect.Key.RegistrationId} came of {operations} operations");
        }

        var mails = evidence.Mails.ToLookup(user => user);

        foreach (var row in evidence.Rows.Where(row => row.HasEnded))
        {
            var expected = row.Succeeded ? 1 : 0;
            tally.Check(mails[row.Id].Count() == expected, $"registration {row.Id} '{row.Name}' {row.State}, and was welcomed {mails[row.Id].Count()} times");
        }
    }
}
