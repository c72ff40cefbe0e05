using KafkaRider.EntityFrameworkCore.Tests.Support;
using MassTransit;
using MassTransit.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.EntityFrameworkCore.Tests.Execution;

/// <summary>Runs a consumer, as it runs on Kafka, under MassTransit's in-memory harness.</summary>
public sealed class ConsumerTests(SharedServer server) : ShopTest(server.ConnectionString)
{
    private readonly Guid _operationId = Guid.NewGuid();
    private ServiceProvider _provider = null!;
    private ITestHarness _harness = null!;

    public override async ValueTask InitializeAsync()
    {
        _provider = ShopInstance.CreateServices(Database.ConnectionString, null)
            .AddMassTransitTestHarness(TextWriter.Null, bus => bus.AddConsumer<PlaceOrderConsumer>())
            .BuildServiceProvider(validateScopes: true);
        _harness = await _provider.StartTestHarness();
    }

    public override async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Consume_RespondsAndPublishes_WithOperationAndFingerprint()
    {
        var response = await RequestAsync<OrderPlaced>(new("A-1", 3));

        Assert.Equal((new OrderPlaced("A-1", 3), (Guid?)_operationId), (response.Message, response.CorrelationId));
        var published = await _harness.Published.SelectAsync<OrderPlaced>(Token).FirstOrDefault();
        Assert.Equal((new OrderPlaced("A-1", 3), (Guid?)_operationId), (published.Context.Message, published.Context.CorrelationId));
        Assert.Matches("^[0-9a-f]{64}$", published.Context.Headers.Get<string>(CommandHeaders.Fingerprint));
    }

    [Fact]
    public async Task Consume_ClientAsksAgain_GetsTheSameMarkedAsReplayed_AndAnotherCommandAConflict()
    {
        var first = await RequestAsync<OrderPlaced>(new("A-1", 3));
        var again = await RequestAsync<OrderPlaced>(new("A-1", 3));
        var other = await RequestAsync<OperationConflict>(new("A-1", 4));

        Assert.Null(first.Headers.Get<string>(CommandHeaders.Replayed));
        Assert.Equal("true", again.Headers.Get<string>(CommandHeaders.Replayed));
        Assert.Equal(first.Message, again.Message);
        Assert.Equal(new OperationConflict(_operationId), other.Message);
        Assert.False(_harness.Published.Select<OperationConflict>(Token).Any());
    }

    [Fact]
    public async Task Consume_StepAndCallerInHeaders_AreKept()
    {
        await RequestAsync<OrderPlaced>(new("A-1", 3), send =>
        {
            send.Headers.Set(CommandHeaders.Step, "2");
            send.Headers.Set(CommandHeaders.Caller, "https://issuer|ada");
        });

        await using var context = await _provider.GetRequiredService<IDbContextFactory<ShopContext>>().CreateDbContextAsync(Token);
        var row = await context.Inbox.SingleAsync(Token);
        Assert.Equal((2, Digest.OfText("https://issuer|ada")), (row.Step, row.Caller));
    }

    [Fact]
    public async Task Consume_Rejection_IsPublishedUnderTheOperation()
    {
        await RequestAsync<OrderPlaced>(new("A-1", 3));
        var id = Guid.NewGuid();

        await _harness.GetRequestClient<PlaceOrder>().GetResponse<OrderNumberTaken>(
            new PlaceOrder("A-1", 1), pipe => pipe.UseExecute(send => send.CorrelationId = id), Token);

        var published = await _harness.Published.SelectAsync<OrderNumberTaken>(Token).FirstOrDefault();
        Assert.Equal((id, id), (published.Context.CorrelationId, published.Context.RequestId));
    }

    private Task<Response<T>> RequestAsync<T>(PlaceOrder command, Action<SendContext>? configure = null)
        where T : class =>
        _harness.GetRequestClient<PlaceOrder>().GetResponse<T>(
            command,
            pipe => pipe.UseExecute(send =>
            {
                send.CorrelationId = _operationId;
                configure?.Invoke(send);
            }),
            Token);

    internal sealed class PlaceOrderConsumer(IInbox<ShopContext> inbox) : IConsumer<PlaceOrder>
    {
        public Task Consume(ConsumeContext<PlaceOrder> context) =>
            inbox.ExecuteAsync(context, (command, db) => db.PlaceAsync(command.Number, command.Quantity));
    }
}
