using System.Text;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Moved;

namespace KafkaRider.Tests.Documents;

/// <summary>docs/from-masstransit-kafka.md: its program is compiled here, and does what it says.</summary>
public sealed class FromMassTransitKafkaTests(Broker broker)
{
    [Fact]
    public void Program_IsWhatIsCompiledHere()
    {
        var compiled = Lines(RepositoryFiles.Read("tests/KafkaRider.Tests/Documents/MovedProgram.cs"));

        var shown = Lines(RepositoryFiles.Read("docs/from-masstransit-kafka.md").Split("```csharp")[1].Split("```")[0]);

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.InRange(shown.Count, 30, 60);
    }

    [Fact]
    public async Task Program_OrderIsPlaced_ShipsIt()
    {
        Assert.SkipWhen(broker.IsEmbedded, "The embedded broker lets nobody make topics, and the program names its own.");
        await broker.Topics.CreateAsync("shipped", 1);
        await using var provider = new ServiceCollection().AddLogging().AddOrders(broker.Server.BootstrapServers).BuildServiceProvider(true);
        var bus = provider.GetRequiredService<IBusControl>();
        await bus.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            await broker.Producer.ProduceAsync(
                "orders", new() { Key = "A-1"u8.ToArray(), Value = "{\"number\":\"A-1\"}"u8.ToArray() }, TestContext.Current.CancellationToken);

            var record = (await broker.ReadAsync("shipped", records => records.Count == 1)).Single();
            Assert.Equal("A-1", Encoding.UTF8.GetString(record.Message.Key));
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
