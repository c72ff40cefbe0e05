using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>Waits until registrations have come to rest, and looks at what they have left.</summary>
public static class RegistrationsAtRest
{
    private static readonly IReadOnlyList<Topic> DeadLetters = [Topics.DeadLetters, Topics.PromotionDeadLetters, Topics.RegistrationDeadLetters, Topics.WelcomeMailDeadLetters];

    /// <summary>Checks the rules.</summary>
    /// <param name="system">The system.</param>
    /// <param name="prefix">What the names of those who registered begin with.</param>
    /// <param name="answers">The answers of the clients that heard one.</param>
    public static async Task HoldAsync(RegistrationsSystem system, string prefix, params IReadOnlyList<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(answers);

        // One that does not come to its end is a violation of the first rule, with its steps.
        await Eventually.HappensAsync(async () => await system.Databases.CountOpenAsync(prefix) == 0);
        var found = await system.Databases.ReadAsync(prefix);
        var meant = found.Rows.Select(row => row.Id).ToHashSet();
        var log = new RegistrationLog();
        await TopicContents.ReadAsync(system.Users.Kafka.BootstrapServers, RegistrationLog.Sources, log.Add);
        var shown = new List<ShownOperation>();

        foreach (var (number, client) in system.Users.Clients.Index())
        {
            shown.AddRange(await client.ReadOperationsAsync($"instance {number + 1}", meant));
        }

        var evidence = log.AddTo(found, meant.Contains) with
        {
            // Codes are of all tests.
            Redemptions = [.. found.Redemptions.Where(redemption => meant.Contains(redemption.Id))],
            PromoCodes = [.. found.PromoCodes.Where(promo => promo.Code.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))],
            Answers = [.. answers.Select(Read).OfType<RegistrationAnswer>()],
            Shown = shown,
            ProvokedLetters = system.ProvokedLetters,
        };
        var tallies = RegistrationRules.Check(evidence);

        Assert.True(
            tallies.All(tally => tally.Violations.Count == 0),
            string.Join('\n', tallies.SelectMany(tally => tally.Violations.Take(5).Select(violation => $"{tally.Id} ({tally.Title}): {violation}"))));
    }

    /// <summary>Says why registrations failed, for whoever reads why a test did.</summary>
    public static async Task<string> DescribeFailuresAsync(RegistrationsSystem system, string prefix)
    {
        ArgumentNullException.ThrowIfNull(system);
        return string.Join('\n', await system.Registrations.ReadAsync(
            """
            SELECT CONCAT_WS(' ', state, JSON_EXTRACT(body, '$.failedStep'), JSON_EXTRACT(body, '$.reason'), COUNT(*), MIN(started_at), MAX(updated_at)) AS text
            FROM saga WHERE JSON_UNQUOTE(JSON_EXTRACT(body, '$.request.name')) LIKE CONCAT(@prefix, '%')
            GROUP BY state, JSON_EXTRACT(body, '$.failedStep'), JSON_EXTRACT(body, '$.reason')
            """,
            ("@prefix", prefix)));
    }

    /// <summary>Counts the records that were put aside.</summary>
    public static async Task<int> CountLettersAsync(RegistrationsSystem system) => (int)await CountAsync(system, DeadLetters);

    /// <summary>Counts the records of topics.</summary>
    public static async Task<long> CountAsync(RegistrationsSystem system, params IReadOnlyList<Topic> topics)
    {
        ArgumentNullException.ThrowIfNull(system);
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = system.Users.Kafka.BootstrapServers }).Build();
        var ends = topics.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartitionOffsetSpec
        {
            TopicPartition = new TopicPartition(topic.Name, partition),
            OffsetSpec = OffsetSpec.Latest(),
        }));

        return (await client.ListOffsetsAsync(ends)).ResultInfos.Sum(info => info.TopicPartitionOffsetError.Offset.Value);
    }

    // Who is told to come again, or where to look, is told nothing yet.
    private static RegistrationAnswer? Read(Answer answer) => answer.OperationLocation is { } operation && (int)answer.Status is not (202 or 503 or 504)
        ? new(
            Guid.Parse(operation.Split('/')[^1], CultureInfo.InvariantCulture), (int)answer.Status,
            Guid.TryParse(answer.Text("id"), out var user) ? user : null, answer.Text("type")?.Split('/')[^1])
        : null;
}
