using System.Net;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

public sealed class LostReplyTests(Servers servers)
{
    [Fact]
    public async Task Post_EveryReplyIsLost_TheAnswerIsRightAllTheSame()
    {
        await using var system = await LocalSystem.StartAsync(servers, apis: 2, settings: ("Requests__Timeout", "00:00:02"));
        await system.Consumers[0].StopAsync(TimeSpan.FromSeconds(30));
        await using var silent = new SilentConsumer(system.Kafka);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => CreateAsync(system.Clients[number % 2], $"Name {number}", $"key-{number}")));
        var same = await CreateAsync(system.Clients[1], "Name 0", "key-0");
        var other = await CreateAsync(system.Clients[1], "Another name", "key-0");

        Assert.All(answers.Index(), answer =>
        {
            Assert.Equal((HttpStatusCode.Created, $"Name {answer.Index}"), (answer.Item.Status, answer.Item.Text("name")));
            Assert.Equal($"/users/{answer.Item.Text("id")}", answer.Item.Location);
        });
        Assert.Equal(answers[0] with { Body = same.Body, Replayed = true }, same);
        Assert.Equal(answers[0].Body.GetRawText(), same.Body.GetRawText());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal("/problems/idempotency-key-reused", other.Text("type"));
        Assert.Equal(answers[0].OperationLocation, other.OperationLocation);
    }

    private static Task<Answer> CreateAsync(UsersClient client, string name, string key) =>
        client.SendAsync(HttpMethod.Post, "/users", new { name }, ("Idempotency-Key", key));
}
