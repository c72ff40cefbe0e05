using System.Collections.Concurrent;
using System.Net;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class ConsumerCrashTests(Servers servers)
{
    private const int Requests = 1000;
    private const int Connections = 32;
    private const string Prefix = "load ";

    [Fact]
    public async Task Post_ConsumerIsKilledUnderLoad_NothingIsLostTwiceOrMixedUp()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2, consumers: 2);
        var answers = new ConcurrentDictionary<string, Answer>();
        var numbers = new ConcurrentQueue<int>(Enumerable.Range(0, Requests));

        var load = Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            while (numbers.TryDequeue(out var number))
            {
                var name = Prefix + number;
                answers[name] = await CreateAsync(system.Clients[connection % 2], name);
            }
        }));
        var done = Task.WhenAll(load);
        await Eventually.IsTrueAsync(() => answers.Count > Requests / 4, "a quarter is answered");
        await system.Consumers[0].KillAsync();
        await done;

        // Until the other has taken over, some clients wait in vain; what they asked for is done all the same.
        Assert.All(answers.Values, answer =>
            Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.GatewayTimeout, $"{answer.Status} {answer.Body}"));
        await Eventually.IsTrueAsync(async () => await system.Table.CountAsync(Prefix) >= Requests, "every command is executed");

        var rows = await system.Table.ReadAsync(Prefix);
        Assert.All(answers, pair =>
        {
            var id = Assert.Single(rows[pair.Key]);

            if (pair.Value.Status == HttpStatusCode.Created)
            {
                Assert.Equal(pair.Key, pair.Value.Text("name"));
                Assert.Equal(id, Guid.Parse(pair.Value.Text("id")!));
            }
        });
        Assert.Equal(Requests, rows.Count);
    }

    // A machine that is busy with the restart may refuse a request: that one is sent again, under its key.
    private static async Task<Answer> CreateAsync(UsersClient client, string name)
    {
        while (true)
        {
            var answer = await client.SendAsync(HttpMethod.Post, "/users", new { name }, ("Idempotency-Key", $"\"{name}\""));

            if (answer.Status != HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            await Task.Delay(answer.RetryAfter!.Value, TestContext.Current.CancellationToken);
        }
    }
}
