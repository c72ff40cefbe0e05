using System.Net;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class ColdStartTests(Servers servers)
{
    private const int Requests = 1000;
    private const string Prefix = "cold ";
    private const string TimedOut = "kafka_rider_requests_finished_total{result=\"timeout\"}";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Post_AThousandFromTheFirstMomentOn_NoReplyIsLost()
    {
        // Patient, so that only a reply that never comes is a timeout, however slow a machine is with so much at once.
        await using var system = await LocalSystem.StartAsync(servers, settings: ("Requests__Timeout", "00:01:00"));
        var client = system.Clients[0];
        await system.Apis[0].KillAsync();
        await system.Apis[0].LaunchAsync();
        await Eventually.IsTrueAsync(() => client.IsHealthyAsync("/health/live"), "the port accepts", interval: TimeSpan.FromMilliseconds(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(number => CreateAsync(client, number)));

        Assert.All(answers.Index(), answer =>
        {
            Assert.True(answer.Item.Status == HttpStatusCode.Created, $"{answer.Index}: {answer.Item.Status} {answer.Item.Body}");
            Assert.Equal($"{Prefix}{answer.Index}", answer.Item.Text("name"));
        });
        // The last look would have answered instead of a lost reply.
        Assert.Equal(0, await client.MeasureAsync(TimedOut));
        var rows = await system.Table.ReadAsync(Prefix);
        Assert.Equal(Requests, rows.Count);
        Assert.All(answers, answer => Assert.Equal(Guid.Parse(answer.Text("id")!), Assert.Single(rows[answer.Text("name")!])));
    }

    // Until replies can arrive, nothing is accepted.
    private static async Task<Answer> CreateAsync(UsersClient client, int number)
    {
        while (true)
        {
            var answer = await client.SendAsync(HttpMethod.Post, "/users", new { name = $"{Prefix}{number}" }, ("Idempotency-Key", $"cold-{number}"));

            if (answer.Status != HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
