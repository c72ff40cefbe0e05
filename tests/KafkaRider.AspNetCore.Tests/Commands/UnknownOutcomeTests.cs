using System.Net;
using System.Text.Json;
using KafkaRider.AspNetCore.Tests.Support;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Users.AppHost.Kafka;

namespace KafkaRider.AspNetCore.Tests.Commands;

/// <summary>A consumer of a later version answers over a real topic with what this service does not know.</summary>
public sealed class UnknownOutcomeTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_AnsweredWithAnUnknownOutcome_IsLoggedAndAnsweredWithTheOperation()
    {
        var log = new RecordedLog();
        await using var app = await StartAsync(log);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        await Eventually.TrueAsync(async () => (await PostAsync(client, "known")).StatusCode == HttpStatusCode.Created);

        var response = await PostAsync(client, "unknown");
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var link = Assert.Single(response.Headers.GetValues("Operation-Location"));
        using var operation = await client.GetAsync(new Uri(link, UriKind.Relative), Cancellation);

        Assert.True(response.StatusCode == HttpStatusCode.GatewayTimeout, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("/problems/outcome-pending", JsonElement.Parse(text).GetProperty("type").GetString());
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, operation.StatusCode);
        var id = link["/operations/".Length..];
        var line = Assert.Single(log.Lines, line => line.Contains("[Error] UnknownOutcome", StringComparison.Ordinal));
        Assert.Contains(id, line, StringComparison.Ordinal);
        Assert.Contains(nameof(ThingBlessed), line, StringComparison.Ordinal);
        await app.StopAsync(Cancellation);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string name) =>
        client.PostAsync(new Uri("/things", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { name }), Cancellation);

    private async Task<WebApplication> StartAsync(RecordedLog log)
    {
        string[] topics = ["odd.commands", "odd.commands.dead-letter", "odd.replies"];

        if (broker.Server is EmbeddedKafka embedded)
        {
            Array.ForEach(topics, topic => embedded.CreateTopic(topic, 3));
        }

        var builder = WebApplication.CreateBuilder(
        [
            $"--Kafka:BootstrapServers={broker.Server.BootstrapServers}", "--urls=http://127.0.0.1:0", "--Requests:LameDuck=00:00:00",
            .. broker.Server.ClientSettings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ]);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddKafkaCommands("odd.commands", commands =>
        {
            commands.Add<MakeThing>(command => command.Name).Outcome<ThingMade, ThingMade>(201, made => made);
            Array.ForEach(topics, topic => commands.Topic(topic, 3));
            commands.ConfigureRider(rider => rider.AddConsumer<LaterConsumer>());
            commands.ConfigureKafka((context, kafka) => kafka.TopicEndpoint(
                "odd.commands", "odd", endpoint => endpoint.ConfigureConsumer<LaterConsumer>(context)));
        });
        var app = builder.Build();
        app.UseKafkaCommands();
        Things.Map(app);
        app.MapOperations();
        await app.StartAsync(Cancellation);
        return app;
    }

    internal sealed record ThingBlessed(string By);

    internal sealed class LaterConsumer : IConsumer<MakeThing>
    {
        public Task Consume(ConsumeContext<MakeThing> context) => context.Message.Name == "unknown"
            ? context.RespondAsync(new ThingBlessed("a later version"))
            : context.RespondAsync(new ThingMade(Guid.NewGuid(), context.Message.Name, 1));
    }
}
