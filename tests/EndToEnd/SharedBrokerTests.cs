using System.Net;
using Users.AppHost.Kafka;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>Two systems, each with a database of its own, on one broker.</summary>
public sealed class SharedBrokerTests(Servers servers)
{
    private const string Prefix = "team-a.";

    [Fact]
    public async Task Prefix_TwoSystemsOnOneBroker_NothingCrosses()
    {
        await using var plain = await LocalSystem.StartAsync(servers);
        CreateTopicsWherePossible(plain.Kafka);
        await using var prefixed = await LocalSystem.StartBesideAsync(plain, untilReady: true, ("Kafka__Prefix", Prefix));
        LocalSystem[] systems = [plain, prefixed];

        foreach (var system in systems)
        {
            var created = await system.Clients[0].CreateAsync("Ada");
            Assert.Equal(HttpStatusCode.Created, created.Status);
            Assert.Equal(HttpStatusCode.Conflict, (await system.Clients[0].CreateAsync("ada")).Status);
            // A record that no consumer takes.
            await CommandTopic.WriteAsync(system.Kafka, "{}", system == plain ? "" : Prefix, ("MT-MessageType", "urn:message:Unknown"));
        }

        foreach (var system in systems)
        {
            var users = await system.Clients[0].SendAsync(HttpMethod.Get, "/users");
            var user = Assert.Single(users.Body.EnumerateArray());
            Assert.Equal((await system.Table.ReadAsync("Ada"))["Ada"].Single(), user.GetProperty("id").GetGuid());
            await Eventually.IsTrueAsync(
                async () => await system.ConsumerHealth[0].MeasureAsync(
                    $"kafka_rider_records_dead_lettered_total{{topic=\"{(system == plain ? "" : Prefix)}{Topics.Commands.Name}\"}}") == 1,
                "one dead letter");
        }
    }

    // The embedded broker cannot be asked to create any.
    private static void CreateTopicsWherePossible(KafkaServer kafka)
    {
        if (kafka is EmbeddedKafka embedded)
        {
            foreach (var topic in Topics.All)
            {
                embedded.CreateTopic(Prefix + topic.Name, topic.Partitions);
            }
        }
    }
}
