using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Notes;

namespace KafkaRider.AspNetCore.Tests.Readme;

public sealed class ReadmeTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Program_IsWhatIsCompiledHere()
    {
        var compiled = Lines(RepositoryFiles.Read("tests/KafkaRider.AspNetCore.Tests/Readme/NotesProgram.cs"));
        var readme = RepositoryFiles.Read("src/KafkaRider.AspNetCore/README.md");

        var shown = Lines(readme.Split("```csharp")[1].Split("```")[0]).Where(line => line != "app.Run();").ToList();

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.InRange(shown.Count, 25, 40);
    }

    [Fact]
    public async Task Program_Posts_AnswersWithTheOutcomeAndShowsTheOperation()
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        var added = await PostAsync(client, "Buy milk", "key-1");
        var again = await PostAsync(client, "Buy milk", "key-1");
        var refused = await PostAsync(client, "", "key-2");
        using var later = await client.GetAsync(added.Headers.GetValues("Operation-Location").Single(), Cancellation);

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var note = await added.Content.ReadFromJsonAsync<NoteAdded>(Cancellation);
        Assert.Equal("Buy milk", note!.Text);
        Assert.Equal($"/notes/{note.Id}", added.Headers.Location?.OriginalString);
        Assert.Equal(note, await again.Content.ReadFromJsonAsync<NoteAdded>(Cancellation));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("/problems/note-refused", (await JsonOf(refused)).GetProperty("type").GetString());
        var operation = await JsonOf(later);
        Assert.Equal("succeeded", operation.GetProperty("status").GetString());
        Assert.Equal(201, operation.GetProperty("result").GetProperty("status").GetInt32());
        await app.StopAsync(Cancellation);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string text, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/notes") { Content = JsonContent.Create(new { text }) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));

    private async Task<WebApplication> StartAsync()
    {
        if (broker.Server is Users.AppHost.Kafka.EmbeddedKafka embedded)
        {
            foreach (var topic in new[] { "notes.commands", "notes.commands.dead-letter", "notes.events", "notes.replies" })
            {
                embedded.CreateTopic(topic, 3);
            }
        }

        string[] args =
        [
            $"--Kafka:BootstrapServers={broker.Server.BootstrapServers}", "--urls=http://127.0.0.1:0", "--Requests:LameDuck=00:00:00",
            "--Logging:LogLevel:Default=Warning",
            .. broker.Server.ClientSettings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ];
        var app = NotesProgram.Build(args);
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        await Eventually.TrueAsync(async () => (await PostAsync(client, "", $"{Guid.NewGuid()}")).StatusCode == HttpStatusCode.Conflict);
        return app;
    }

    // The braces around what stands for a program of its own are no part of it.
    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line is not ("{" or "}"))];
}
