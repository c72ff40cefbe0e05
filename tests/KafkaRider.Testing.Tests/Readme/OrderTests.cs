using KafkaRider;
using KafkaRider.Testing;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Orders;

/// <summary>What the README shows of tests with a broker, line for line. What it shows of tests without one is compiled and run from the packages.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task Consume_OrderIsPlaced_ReachesTheConsumer()
    {
        await using var broker = EmbeddedBroker.Start().CreateTopic("orders", partitions: 3);
        await using var provider = new ServiceCollection()
            .ConfigureKafkaTestOptions(broker)
            .AddMassTransitTestHarness(bus => bus.AddRider(rider =>
            {
                rider.AddConsumer<OrderConsumer>();
                rider.AddProducer<string, OrderPlaced>("orders", context => context.Message.Number);
                rider.UsingKafka((context, k) => k.TopicEndpoint<string, OrderPlaced>(
                    "orders", "shipping", endpoint => endpoint.ConfigureConsumer<OrderConsumer>(context)));
            }))
            .BuildServiceProvider(validateScopes: true);
        var harness = provider.GetTestHarness();
        await harness.Start();

        await harness.GetProducer<OrderPlaced>().Produce(new OrderPlaced("A-1"), TestContext.Current.CancellationToken);

        Assert.Equal("A-1", (await OrderConsumer.Placed.Task.WaitAsync(TestContext.Current.CancellationToken)).Number);
    }

    [Fact]
    public void Program_IsWhatIsCompiledHere()
    {
        var compiled = Lines(RepositoryFiles.Read("tests/KafkaRider.Testing.Tests/Readme/OrderTests.cs"));
        var blocks = RepositoryFiles.Read("src/KafkaRider.Testing/README.md").Split("```csharp").Skip(1).Select(block => block.Split("```")[0]);

        var shown = Lines(blocks.Single(block => block.Contains("EmbeddedBroker.Start()", StringComparison.Ordinal)));

        Assert.Equal(shown, compiled.Where(shown.Contains));
        Assert.InRange(shown.Count, 10, 20);
    }

    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line is not ("{" or "}"))];
}

public sealed record OrderPlaced(string Number);

public sealed class OrderConsumer : IConsumer<OrderPlaced>
{
    public static TaskCompletionSource<OrderPlaced> Placed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Consume(ConsumeContext<OrderPlaced> context)
    {
        Placed.TrySetResult(context.Message);
        return Task.CompletedTask;
    }
}
