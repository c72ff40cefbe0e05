using System.Net;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using KafkaRider.AspNetCore.Tests.Support;
using KafkaRider.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Commands;

/// <summary>Outcomes on real topics that this service does not know, or that cannot be.</summary>
public sealed class UnknownOutcomeTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_AnsweredWithAnUnknownOutcome_IsLoggedAndAnsweredWithTheOperation()
    {
        var log = new RecordedLog();
        await using var app = await KafkaThings.StartAsync(broker, log);
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
        Assert.Contains(nameof(KafkaThings.ThingBlessed), line, StringComparison.Ordinal);
        await app.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Follow_AnOutcomeThatCannotBe_IsNoOperations()
    {
        await using var app = await KafkaThings.StartAsync(broker, new());
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var (made, forged) = (Guid.NewGuid(), Guid.NewGuid());

        await WriteAsync(forged, new(forged, "Lamp", 0));
        await WriteAsync(made, new(made, "Lamp", 1));
        await Eventually.TrueAsync(async () => await StatusOfAsync(made) == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(forged));
        await app.StopAsync(Cancellation);

        async Task<HttpStatusCode> StatusOfAsync(Guid id)
        {
            using var response = await client.GetAsync(new Uri($"/operations/{id}", UriKind.Relative), Cancellation);
            return response.StatusCode;
        }
    }

    // All of one partition, so that who has seen the last has seen the first.
    private async Task WriteAsync(Guid operation, ThingMade made) => await broker.Producer.ProduceAsync(new TopicPartition(KafkaThings.OutcomeTopic, 0), new()
    {
        Key = "Lamp"u8.ToArray(),
        Value = JsonSerializer.SerializeToUtf8Bytes(made, JsonSerializerOptions.Web),
        Headers = new() { { "MT-MessageType", Encoding.UTF8.GetBytes(MassTransit.MessageUrn.ForTypeString<ThingMade>()) }, { "CorrelationId", Encoding.UTF8.GetBytes($"{operation}") } },
    }, Cancellation);

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string name) =>
        client.PostAsync(new Uri("/things", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { name }), Cancellation);
}
