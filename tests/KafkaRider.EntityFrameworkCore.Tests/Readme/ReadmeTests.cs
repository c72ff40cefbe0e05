using System.Net.Http.Json;
using KafkaRider.EntityFrameworkCore.Tests.Support;
using Shop;
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
        await using var shop = await RunningShop.StartAsync(Database.ConnectionString, Token);
        var client = shop.Client;

        Assert.Equal(new OrderPlaced("A-1"), await PostAsync<OrderPlaced>(client));
        Assert.Equal(new NumberTaken("A-1"), await PostAsync<NumberTaken>(client));
        // Whoever was answered too late has asked again.
        Assert.Equal(["OrderPlaced", "NumberTaken"], (await Database.QueryAsync("SELECT outcome_type FROM inbox ORDER BY created_at")).Distinct());
        Assert.Equal(["A-1"], await Database.QueryAsync("SELECT Number FROM `Order`"));
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
