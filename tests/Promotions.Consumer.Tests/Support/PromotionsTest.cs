using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using MassTransit;
using MassTransit.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Promotions.Consumer.PromoCodes;
using Users.Contracts;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.Tests.Support;

/// <summary>Runs all consumers on one endpoint of MassTransit's in-memory harness, with a database of the test's own.</summary>
public abstract class PromotionsTest(string serverConnectionString) : IAsyncLifetime
{
    internal const string Code = "SPRING-26";

    private ServiceProvider _provider = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected TestDatabase Database { get; } = new(serverConnectionString);

    internal ITestHarness Harness { get; private set; } = null!;

    /// <summary>Gets the clock of the consumers.</summary>
    internal MovedTime Time { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _provider = Services(Database.ConnectionString)
            .AddSingleton<TimeProvider>(Time)
            .AddMassTransitTestHarness(TextWriter.Null, bus =>
            {
                bus.AddConsumer<CreatePromoCodeConsumer>().Endpoint(OnTheTopic);
                bus.AddConsumer<RedeemPromoCodeConsumer>().Endpoint(OnTheTopic);
                bus.AddConsumer<ReleasePromoCodeConsumer>().Endpoint(OnTheTopic);
            })
            .BuildServiceProvider(validateScopes: true);
        Harness = await _provider.StartTestHarness();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal static IServiceCollection Services(string connectionString) => new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(new TestOutputLoggerProvider(TestContext.Current.TestOutputHelper)))
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            // As with several instances: each writer has transactions of its own.
            new Dictionary<string, string?> { ["ConnectionStrings:Promotions"] = connectionString, ["Store:Writers"] = "4" }).Build())
        .AddPromotionsInbox();

    /// <summary>Sends a command under an operation id and returns what it is answered, whatever that is.</summary>
    internal async Task<object> SendAsync<TCommand>(TCommand command, Guid? operationId = null)
        where TCommand : class
    {
        using var request = Harness.GetRequestClient<TCommand>().Create(command, Token);
        request.UseExecute(send => send.CorrelationId = operationId ?? Guid.NewGuid());

        var waiting = new List<Task<Response>>
        {
            WaitAsync<PromoCodeDuplicated>(request, false), WaitAsync<PromoCodeRedeemed>(request, false), WaitAsync<PromoCodeUnknown>(request, false),
            WaitAsync<PromoCodeExpired>(request, false), WaitAsync<PromoCodeUsedUp>(request, false), WaitAsync<PromoCodeReleased>(request, false),
            WaitAsync<OperationConflicted>(request, false), WaitAsync<PromoCodeCreated>(request, true),
        };
        return (await await Task.WhenAny(waiting)).Message;
    }

    internal async Task<PromoCodeCreated> CreateAsync(int limit = 10, int discount = 20) =>
        Assert.IsType<PromoCodeCreated>(await SendAsync(new CreatePromoCode(Code, discount, limit, Time.GetUtcNow().AddDays(1))));

    internal Task<object> RedeemAsync(Guid redemptionId) => SendAsync(new RedeemPromoCode(Code, redemptionId));

    internal Task<object> ReleaseAsync(Guid redemptionId) => SendAsync(new ReleasePromoCode(Code, redemptionId));

    internal async Task AssertInvalidAsync<TCommand>(TCommand command)
        where TCommand : class
    {
        var exception = await Assert.ThrowsAsync<RequestFaultException>(() => SendAsync(command));

        Assert.Equal(typeof(InvalidCommandException).FullName, exception.Fault!.Exceptions.Single().ExceptionType);
    }

    /// <summary>Returns how many redemptions count: what the code says, and how many rows there are.</summary>
    internal async Task<(int Counted, int Rows)> CountAsync()
    {
        await using var db = await ContextAsync();
        return (
            await db.PromoCodes.Where(promo => promo.Code == Code).Select(promo => promo.Redeemed).SingleAsync(Token),
            await db.Redemptions.CountAsync(redemption => redemption.Code == Code && !redemption.IsReleased, Token));
    }

    /// <summary>Deletes what is older than it is remembered.</summary>
    internal Task PurgeAsync() => _provider.GetRequiredService<InboxPurge>().RunAsync(Token);

    internal Task<PromotionsDbContext> ContextAsync() =>
        _provider.GetRequiredService<IDbContextFactory<PromotionsDbContext>>().CreateDbContextAsync(Token);

    private static async Task<Response> WaitAsync<T>(RequestHandle request, bool isLast)
        where T : class => await request.GetResponse<T>(isLast);

    private static void OnTheTopic(IEndpointRegistrationConfigurator endpoint) => endpoint.Name = Topics.PromotionCommands.Name;
}
