using System.Net;
using System.Text.Json;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

[Collection<SharedSystemTests>]
public sealed class CreateUserTests(SharedSystem shared)
{
    private readonly LocalSystem _system = shared.System;

    [Fact]
    public async Task Post_NewThenTakenThenOther_201Then409Then201()
    {
        var client = _system.Clients[0];

        var created = await client.CreateAsync("Lorenzo Ranucci");
        var again = await client.CreateAsync("Lorenzo Ranucci");
        var other = await client.CreateAsync("Ada Lovelace", "/users");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("application/json", created.ContentType);
        Assert.Equal("Lorenzo Ranucci", created.Text("name"));
        Assert.Equal($"/users/{created.Text("id")}", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        Assert.StartsWith("/operations/", created.OperationLocation, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("application/problem+json", again.ContentType);
        Assert.EndsWith("user-duplicated", again.Text("type"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, other.Status);
        Assert.Equal("Ada Lovelace", other.Text("name"));
        Assert.Equal([Guid.Parse(created.Text("id")!)], (await _system.Table.ReadAsync("Lorenzo"))["Lorenzo Ranucci"]);
    }

    [Fact]
    public async Task Post_NameDiffersOnlyInForm_409()
    {
        var client = _system.Clients[0];
        Assert.Equal(HttpStatusCode.Created, (await client.CreateAsync("Zoë Ångström")).Status);

        // Case, surrounding space, letters with their marks apart, and compatibility forms.
        string[] forms = ["ZOË ÅNGSTRÖM", "  Zoë Ångström\u3000", "Zoe\u0308 A\u030Angstro\u0308m", "\uFF3Aoë Ångström"];
        var answers = await Task.WhenAll(forms.Select(form => client.CreateAsync(form)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
        Assert.Equal(1, await _system.Table.CountAsync("Zoë"));
    }

    [Fact]
    public async Task Post_OneNameFiftyTimesAtOnce_OneIsCreated()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => _system.Clients[number % 2].CreateAsync("Only One")));

        Assert.Equal(
            new SortedDictionary<HttpStatusCode, int> { [HttpStatusCode.Created] = 1, [HttpStatusCode.Conflict] = 49 },
            new SortedDictionary<HttpStatusCode, int>(answers.CountBy(answer => answer.Status).ToDictionary()));
        Assert.Equal(1, await _system.Table.CountAsync("Only One"));
    }

    [Fact]
    public async Task Post_ManyAtOnce_EventsOfABatchGoToOnePartition()
    {
        const int Count = 60;
        using var tap = new TopicTap(_system.Kafka, Topics.Events);

        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => _system.Clients[number % 2].CreateAsync($"Batch {number}")));
        var events = await tap.ReadAsync((Topics.Events, Count));

        // The users of a batch have one time.
        var batches = events.Where(record => record.MessageName == nameof(UserCreated)).GroupBy(ReadCreatedAt).ToList();
        Assert.Contains(batches, batch => batch.Count() > 5);
        Assert.All(batches, batch => Assert.Single(batch.Select(record => record.Partition).Distinct()));
    }

    [Theory]
    [InlineData("""{"name":""}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":42}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"Somebody"}""", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task Post_BadInput_IsAProblemAndChangesNothing(string body, string mediaType, HttpStatusCode status)
    {
        var sentBefore = await CommandTopic.CountAsync(_system.Kafka);

        var answer = await _system.Clients[0].PostAsync(body, mediaType);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(sentBefore, await CommandTopic.CountAsync(_system.Kafka));
    }

    [Fact]
    public async Task Health_OfEveryInstance_IsLiveAndReady()
    {
        foreach (var service in _system.Clients.Concat(_system.ConsumerHealth))
        {
            Assert.True(await service.IsHealthyAsync("/health/live"));
            // A machine that is busy with other things may keep a broker from answering for a while.
            await Eventually.IsTrueAsync(() => service.IsHealthyAsync("/health/ready"), "each instance is ready");
        }
    }

    private static string? ReadCreatedAt(TappedRecord record) => JsonElement.Parse(record.Value).GetProperty("createdAt").GetString();
}
