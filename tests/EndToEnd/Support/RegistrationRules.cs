using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Users.Contracts;

namespace Users.EndToEnd.Support;

/// <summary>Holds what all registrations have left, once they have come to rest, against what was promised: all of it or nothing, and once.</summary>
public static class RegistrationRules
{
    private const string Live = "SELECT name FROM users WHERE name_key IS NOT NULL AND name LIKE CONCAT(@prefix, '%') ORDER BY name";

    private static readonly IReadOnlyList<Topic> DeadLetters = [Topics.DeadLetters, Topics.PromotionDeadLetters, Topics.RegistrationDeadLetters, Topics.WelcomeMailDeadLetters];

    /// <summary>Checks the rules.</summary>
    /// <param name="system">The system.</param>
    /// <param name="prefix">What the names of those who registered begin with.</param>
    /// <param name="answers">The answers of the clients that heard one.</param>
    public static async Task HoldAsync(RegistrationsSystem system, string prefix, params IReadOnlyList<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(answers);
        (string, object) mine = ("@prefix", prefix);
        const string Mine = "JSON_UNQUOTE(JSON_EXTRACT(body, '$.request.name')) LIKE CONCAT(@prefix, '%')";

        // S1: each comes to its end.
        await Eventually.IsTrueAsync(
            async () => await system.Registrations.CountAsync($"SELECT COUNT(*) FROM saga WHERE state NOT IN ('succeeded', 'failed') AND {Mine}", mine) == 0,
            "all registrations have come to their end");

        // S2: a user and a redemption, or neither. S6: no name is left reserved.
        var succeeded = await system.Registrations.ReadAsync($"SELECT HEX(id) FROM saga WHERE state = 'succeeded' AND {Mine} ORDER BY 1", mine);
        var all = await system.Registrations.ReadAsync($"SELECT HEX(id) FROM saga WHERE {Mine}", mine);
        var redeemed = await system.Promotions.ReadAsync("SELECT HEX(redemption_id) FROM redemptions WHERE NOT is_released ORDER BY 1");
        var users = new SqlDatabase(system.Users.Table.ConnectionString);
        Assert.Equal(succeeded, redeemed.Intersect(all));
        Assert.Equal(
            await system.Registrations.ReadAsync(
                $"SELECT JSON_UNQUOTE(JSON_EXTRACT(body, '$.request.name')) AS name FROM saga WHERE state = 'succeeded' AND {Mine} ORDER BY name", mine),
            await users.ReadAsync(Live, mine));

        // S3: clients, operations on every instance, and what the host keeps agree.
        Assert.Equal(answers.Count(answer => (int)answer.Status == 201), answers.Where(answer => (int)answer.Status == 201).Select(answer => answer.Location).Distinct().Count());

        foreach (var answer in answers.Where(answer => answer.OperationLocation is not null && (int)answer.Status is not (202 or 503 or 504)))
        {
            var id = Guid.Parse(answer.OperationLocation!.Split('/')[^1], CultureInfo.InvariantCulture).ToString("N").ToUpperInvariant();
            Assert.Equal((int)answer.Status == 201, succeeded.Contains(id));
        }

        // S4: nothing was put aside but what a test has provoked.
        Assert.Equal(system.ProvokedLetters, await CountLettersAsync(system));

        // S5: no code is redeemed more often than it may be, and the count is that of the rows.
        Assert.Equal(0, await system.Promotions.CountAsync(
            """
            SELECT COUNT(*) FROM promo_codes p WHERE p.redeemed > p.redemption_limit
            OR p.redeemed <> (SELECT COUNT(*) FROM redemptions r WHERE r.code = p.code AND NOT r.is_released)
            """));

        // S7: who is registered is welcomed once, and nobody else is.
        Assert.Equal(
            succeeded.Count,
            await system.Registrations.CountAsync("SELECT COUNT(*) FROM mails WHERE text LIKE CONCAT('Welcome, ', @prefix, '%')", mine));
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
    public static Task<long> CountLettersAsync(RegistrationsSystem system) => CountAsync(system, DeadLetters);

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
}
