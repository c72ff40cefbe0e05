using KafkaRider.Tests.Support;
using Words;

namespace KafkaRider.Views.Tests.Readme;

public sealed class ReadmeTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Program_IsWhatIsCompiledHere()
    {
        var compiled = Lines(RepositoryFiles.Read("tests/KafkaRider.Views.Tests/Readme/WordsProgram.cs"));
        var readme = RepositoryFiles.Read("src/KafkaRider.Views/README.md");

        var shown = Lines(readme.Split("```csharp")[1].Split("```")[0]).Where(line => line != "app.Run();").ToList();

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.InRange(shown.Count, 25, 35);
    }

    [Fact]
    public async Task Program_PostsAndGets_CountsWords()
    {
        if (broker.Server is Users.AppHost.Kafka.EmbeddedKafka embedded)
        {
            embedded.CreateTopic("words", 3);
        }

        string[] args = [
            $"--Kafka:BootstrapServers={broker.Server.BootstrapServers}", "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning", .. broker.Server.ClientSettings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];
        await using var app = WordsProgram.Build(args);
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        await Eventually.TrueAsync(async () => await GetAsync("hello") == "0");
        foreach (var word in new[] { "hello", "other", "hello" })
        {
            Assert.True((await client.PostAsync($"/words/{word}", null, Cancellation)).IsSuccessStatusCode);
        }

        await Eventually.TrueAsync(async () => await GetAsync("hello") == "2" && await GetAsync("other") == "1");
        await app.StopAsync(Cancellation);

        async Task<string> GetAsync(string word) => await (await client.GetAsync($"/words/{word}", Cancellation)).Content.ReadAsStringAsync(Cancellation);
    }

    // The braces around what stands for a program of its own are no part of it.
    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line is not ("{" or "}"))];
}
