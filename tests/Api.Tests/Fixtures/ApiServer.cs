using System.Net.Http.Json;
using KafkaRider;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.Internal;
using KafkaRider.Testing;
using KafkaRider.Views;
using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Promotions.Consumer;
using Promotions.Consumer.PromoCodes;
using Users.Api.PromoCodes;
using Users.Api.Reading;
using Users.Consumer;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Api.Tests.Fixtures;

/// <summary>
/// Is the API as it runs, on a port of its own, except that MassTransit's in-memory harness stands where Kafka would. It is no lame duck
/// when it stops, or, where that is set, until it is disposed.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly Factory _factory;

    private ApiServer(Factory factory)
    {
        _factory = factory;
        _factory.UseKestrel();
        _factory.StartServer();
        Client = _factory.CreateDefaultClient(new DescribedAnswers());
        Metrics = new RecordedMetrics(Services);
    }

    public HttpClient Client { get; }

    public RecordedMetrics Metrics { get; }

    public RecordedLogs Logs => _factory.Logs;

    public IServiceProvider Services => _factory.Services;

    /// <summary>Gets what says to the view of users what the rider would.</summary>
    public ITopicFollower Users => Services.GetRequiredService<ViewFollower<UserView>>();

    /// <summary>Gets what says to the view of promo codes what the rider would.</summary>
    public ITopicFollower PromoCodes => Services.GetRequiredService<ViewFollower<PromoCodeView>>();

    public ITestHarness Harness => Services.GetTestHarness();

    public int Port => Client.BaseAddress!.Port;

    public static ApiServer Start(
        Action<IBusRegistrationConfigurator>? bus = null, Action<IServiceCollection>? services = null, Dictionary<string, string>? settings = null) =>
        new(new Factory(
            harness =>
            {
                harness.AddConsumer<NothingKept>();
                bus?.Invoke(harness);
            },
            services,
            settings ?? []));

    /// <summary>Starts the API with the consumer and its store behind it, as they run in production.</summary>
    public static ApiServer StartWithConsumer(
        TestDatabase database, string timeout = "00:01:00", Dictionary<string, string>? settings = null) => new(new Factory(
        bus =>
        {
            bus.AddConsumer<GetOperationConsumer>();
            bus.AddConsumer<CreateUserConsumer>();
            bus.AddConsumer<UpdateUserConsumer>();
            bus.AddConsumer<DeleteUserConsumer>();
        },
        services => services.AddUsersInbox(),
        new(settings ?? []) { ["ConnectionStrings:Users"] = database.ConnectionString, ["Requests:Timeout"] = timeout }));

    /// <summary>Starts the API with the promotions consumer and its store behind it.</summary>
    public static ApiServer StartWithPromotions(TestDatabase database, Dictionary<string, string>? settings = null) => new(new Factory(
        bus =>
        {
            bus.AddConsumer<GetOperationConsumer>();
            bus.AddConsumer<CreatePromoCodeConsumer>();
            bus.AddConsumer<RedeemPromoCodeConsumer>();
        },
        services => services.AddPromotionsInbox(),
        new(settings ?? []) { ["ConnectionStrings:Promotions"] = database.ConnectionString, ["Requests:Timeout"] = "00:01:00" }));

    /// <summary>Has the API take all topics for read.</summary>
    public void CatchUp()
    {
        Users.CaughtUp();
        PromoCodes.CaughtUp();

        foreach (var topic in Topics.All)
        {
            Services.GetRequiredService<CaughtUpTopics>().CaughtUp(topic.Name);
        }
    }

    public Task<HttpResponseMessage> PostAsync(string name, string? idempotencyKey = null) =>
        SendAsync(JsonContent.Create(new { name }), idempotencyKey);

    /// <summary>Sends any request.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpContent? content, string? idempotencyKey = null, string path = "/users")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };

        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Metrics.Dispose();
        Client.Dispose();
        _factory.LameDuckTime.LetGo();
        await _factory.DisposeAsync();
    }

    /// <summary>Stands for an inbox that is empty.</summary>
    private sealed class NothingKept : IConsumer<GetOperation>
    {
        public Task Consume(ConsumeContext<GetOperation> context) => context.RespondAsync(new OperationUnknown(context.Message.OperationId));
    }

    private sealed class Factory(
        Action<IBusRegistrationConfigurator> bus, Action<IServiceCollection>? services, Dictionary<string, string> settings)
        : WebApplicationFactory<UserView>
    {
        public RecordedLogs Logs { get; } = new();

        public HeldTime LameDuckTime { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // Not UseKestrel(0): that sets the port while the program may already be starting.
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("Requests:LameDuck", "00:00:00");

            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
            builder.ConfigureTestServices(collection =>
            {
                collection.ReplaceKafka(kafka => kafka.ConfigureBus(bus).LeaveBehind());
                collection.AddSingleton(provider => ActivatorUtilities.CreateInstance<LameDuck>(provider, LameDuckTime));
                services?.Invoke(collection);
            });
        }
    }
}
