using System.Net.Http.Json;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.Testing;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is a service with the library's commands on a port of its own, where MassTransit's in-memory harness stands where Kafka would.</summary>
internal sealed class TestService : IAsyncDisposable
{
    /// <summary>Is where whoever runs the service asks how it is.</summary>
    public const string HealthPath = "/health";

    private readonly WebApplication _app;

    private TestService(WebApplication app)
    {
        _app = app;
        Client = new() { BaseAddress = new(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public OperationView Operations => Services.GetRequiredService<OperationView>();

    public static Task<TestService> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    public static Task<TestService> StartAsync(Action<IServiceCollection> configure, params (string Key, string Value)[] settings) =>
        StartAsync(_ => { }, configure, settings);

    /// <summary>Starts a service of which Kafka takes nothing.</summary>
    public static Task<TestService> StartRefusedAsync(RequestRefusal reason) => StartAsync(kafka => kafka.Refuse<MakeThing>(reason), _ => { }, []);

    private static async Task<TestService> StartAsync(
        Action<KafkaReplacement> configureKafka, Action<IServiceCollection> configure, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("Requests:LameDuck", "00:00:00")).DistinctBy(setting => setting.Item1)
                .ToDictionary(setting => setting.Item1, string? (setting) => setting.Item2));
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddApiDescription();
        builder.AddKafkaCommands(Things.Topic, Things.Add);
        builder.AddKafkaCommands(Things.ProcessTopic, Things.AddProcess);
        builder.Services.AddSingleton<Shelf>();
        builder.Services.ReplaceKafka(kafka => configureKafka(kafka.LeaveBehind().ConfigureBus(bus =>
        {
            bus.AddConsumer<Things.MakeThingConsumer>();
            bus.AddConsumer<Things.RenameThingConsumer>();
        })));
        configure(builder.Services);

        var app = builder.Build();
        app.UseKafkaCommands();
        Things.Map(app);
        Things.MapOne(app);
        app.MapGet(HealthPath, () => "healthy").DisableRateLimiting();
        app.MapOperations();
        app.MapApiDescription();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>Has the service take all topics for read.</summary>
    public void CatchUp()
    {
        string[] topics =
        [
            Things.Topic, $"{Things.Topic}.dead-letter", "things.events",
            Things.ProcessTopic, $"{Things.ProcessTopic}.dead-letter", "sets.events",
        ];
        Array.ForEach(topics, Services.GetRequiredService<CaughtUpTopics>().CaughtUp);
    }

    public Task<HttpResponseMessage> MakeAsync(string name, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/things", JsonContent.Create(new { name }), headers);

    /// <summary>Returns an answer as soon as it has begun.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
