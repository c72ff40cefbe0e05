using System.Text;
using Confluent.Kafka;
using KafkaRider.EntityFrameworkCore.Tests.Support;
using MassTransit;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.EntityFrameworkCore.Tests.Inbox;

/// <summary>A command that is older than what the inbox remembers, on a real topic.</summary>
public sealed class OldCommandTests(SharedServer server) : ShopTest(server.ConnectionString)
{
    [Fact]
    public async Task Consume_OlderThanTheInboxRemembers_IsADeadLetterAndExecutedWhenItIsReplayed()
    {
        await using var shop = await RunningShop.StartAsync(Database.ConnectionString, Token);
        await WriteAsync(shop, "A-1", age: TimeSpan.FromDays(8));
        await WriteAsync(shop, "A-2", age: TimeSpan.FromDays(1));

        await Eventually.SucceedsAsync(async () => await WaitForLetterAsync(shop));
        await Eventually.IsTrueAsync(async () => await OrdersAsync() is ["A-2"], "the other one is executed");
        Assert.Single(await ReplayAsync(shop, dryRun: false));

        // The operator asks for it now: it is as new, however old the first was.
        await Eventually.IsTrueAsync(async () => await OrdersAsync() is ["A-1", "A-2"], "it is executed");
        Assert.Empty(await ReplayAsync(shop, dryRun: true));
    }

    // A broker that has just started may not know yet where the offsets of a group are.
    private static Task WaitForLetterAsync(RunningShop shop) =>
        Eventually.IsTrueAsync(async () => (await ReplayAsync(shop, dryRun: true)).Count == 1, "the old one is a dead letter");

    private static ValueTask<List<ReplayedDeadLetter>> ReplayAsync(RunningShop shop, bool dryRun) =>
        DeadLetterReplay.RunAsync(shop.CreateOptions(), "orders.commands.dead-letter", dryRun, Token).ToListAsync(Token);

    private Task<IReadOnlyList<string>> OrdersAsync() => Database.QueryAsync("SELECT Number FROM `Order` ORDER BY Number");

    private static async Task WriteAsync(RunningShop shop, string number, TimeSpan age)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = shop.BootstrapServers }).Build();
        var headers = new Headers
        {
            { "MT-MessageType", Encoding.UTF8.GetBytes(MessageUrn.ForTypeString<Shop.PlaceOrder>()) },
            { "CorrelationId", Encoding.UTF8.GetBytes($"{Guid.NewGuid()}") },
        };
        await producer.ProduceAsync("orders.commands", new()
        {
            Key = Encoding.UTF8.GetBytes(number),
            Value = Encoding.UTF8.GetBytes($$"""{"number":"{{number}}"}"""),
            Headers = headers,
            Timestamp = new Timestamp(TimeProvider.System.GetUtcNow() - age),
        }, Token);
    }
}
