using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
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

        var shown = Lines(readme.Split("```csharp")[1].Split("```")[0]).Where(line => line is not ("app.Run();" or "using Notes;")).ToList();

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.InRange(shown.Count, 15, 25);
    }

    [Fact]
    public void Worker_IsWhatIsCompiledHere()
    {
        var compiled = Lines(RepositoryFiles.Read("tests/KafkaRider.AspNetCore.Tests/Readme/NotesWorker.cs"));
        var blocks = RepositoryFiles.Read("src/KafkaRider/README.md").Split("```csharp").Skip(1).Select(block => block.Split("```")[0]).ToList();

        var contracts = Lines(blocks.Single(block => block.Contains("namespace Notes;", StringComparison.Ordinal))).Where(line => line != "namespace Notes;");
        var shown = Lines(blocks.Single(block => block.Contains("Host.CreateApplicationBuilder", StringComparison.Ordinal)))
            .Where(line => line is not ("builder.Build().Run();" or "using Notes;")).ToList();

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.All(contracts, line => Assert.Contains(line, compiled));
        Assert.InRange(shown.Count, 20, 35);
    }

    [Fact]
    public async Task Program_Posts_AnswersWithTheOutcomeAndShowsTheOperation()
    {
        using var worker = NotesWorker.Build(Arguments());
        await using var app = await StartAsync(worker);
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
        await worker.StopAsync(Cancellation);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string text, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/notes") { Content = JsonContent.Create(new { text }) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));

    private async Task<WebApplication> StartAsync(IHost worker)
    {
        if (broker.Server is Users.AppHost.Kafka.EmbeddedKafka embedded)
        {
            foreach (var topic in new[] { "notes.commands", "notes.commands.dead-letter", "notes.events", "notes.replies" })
            {
                embedded.CreateTopic(topic, 3);
            }
        }

        await worker.StartAsync(Cancellation);
        var app = NotesProgram.Build(Arguments());
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        await Eventually.TrueAsync(async () => (await PostAsync(client, "", $"{Guid.NewGuid()}")).StatusCode == HttpStatusCode.Conflict);
        return app;
    }

    private string[] Arguments() =>
    [
        $"--Kafka:BootstrapServers={broker.Server.BootstrapServers}", "--urls=http://127.0.0.1:0", "--Requests:LameDuck=00:00:00",
        "--Logging:LogLevel:Default=Warning",
        .. broker.Server.ClientSettings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
    ];

    // The braces around what stands for a program of its own are no part of it.
    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line is not ("{" or "}"))];
}
