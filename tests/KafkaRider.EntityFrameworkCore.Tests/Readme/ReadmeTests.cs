using System.Net.Http.Json;
using KafkaRider.EntityFrameworkCore.Tests.Support;
using Shop;
using Users.AppHost.Kafka;
using OrderPlaced = Shop.OrderPlaced;

namespace KafkaRider.EntityFrameworkCore.Tests.Readme;

public sealed class ReadmeTests(SharedServer server) : ShopTest(server.ConnectionString)
{
    [Fact]
    public void Program_IsWhatIsCompiledHere()
    {
        var compiled = Lines(RepositoryFiles.Read("tests/KafkaRider.EntityFrameworkCore.Tests/Readme/ShopProgram.cs"));
        var readme = RepositoryFiles.Read("src/KafkaRider.EntityFrameworkCore/README.md");

        var shown = Lines(readme.Split("```csharp")[1].Split("```")[0]).Where(line => line != "app.Run();").ToList();

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.InRange(shown.Count, 30, 50);
    }

    [Fact]
    public async Task Program_Posts_PlacesEachOrderOnce()
    {
        var folder = Directory.CreateTempSubdirectory("kafka-inbox-tests-").FullName;
        await using var kafka = await KafkaServer.StartAsync(KafkaServerOptions.FromEnvironment(folder), Token);
        string[] args =
        [
            $"--Kafka:BootstrapServers={kafka.BootstrapServers}", $"--ConnectionStrings:Shop={Database.ConnectionString}", "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning", .. kafka.ClientSettings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ];

        if (kafka is EmbeddedKafka embedded)
        {
            foreach (var topic in new[] { "orders.commands", "orders.events", "orders.outcomes", "orders.replies", "orders.commands.dead-letter" })
            {
                embedded.CreateTopic(topic, 12);
            }
        }

        await using var app = ShopProgram.Build(args);
        await app.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        Assert.Equal(new OrderPlaced("A-1"), await PostAsync<OrderPlaced>(client));
        Assert.Equal(new NumberTaken("A-1"), await PostAsync<NumberTaken>(client));
        Assert.Equal(["OrderPlaced", "NumberTaken"], await Database.QueryAsync("SELECT outcome_type FROM inbox ORDER BY created_at"));

        await app.StopAsync(Token);
    }

    // The first may be asked before replies can arrive.
    private static async Task<T?> PostAsync<T>(HttpClient client)
    {
        HttpResponseMessage? answer = null;
        await Eventually.IsTrueAsync(
            async () => (answer = await client.PostAsync(new Uri("/orders/A-1", UriKind.Relative), null, Token)).IsSuccessStatusCode, "the order is answered");
        return await answer!.Content.ReadFromJsonAsync<T>(Token);
    }

    // The braces around what stands for a program of its own are no part of it.
    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line is not ("{" or "}"))];
}
