using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Serialization;

/// <summary>Headers of others that are no text, are there twice, or have no value.</summary>
public sealed class ForeignHeadersTests(Broker broker)
{
    private static readonly byte[] NoText = [0xff, 0xfe];

    [Fact]
    public async Task Publish_BecauseOfARecordWithSuchHeaders_PassesThemOnUnchangedOrNotAtAll()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        await scenario.StartAnswererAsync(context => context.Publish(new Noted(context.Message.Text)));

        await WriteAsync(scenario, Scenario.Json(new("text")));

        var headers = Assert.Single(await broker.ReadAsync(scenario.Events, events => events.Count == 1)).Message.Headers;
        Assert.Equal("ü", Encoding.UTF8.GetString(headers.GetLastBytes("Text")));
        Assert.DoesNotContain(headers, header => header.Key is "Binary" or "Twice" or "None");
    }

    [Fact]
    public async Task DeadLetter_OfARecordWithSuchHeaders_HasThemUnchanged()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        await scenario.StartAnswererAsync(_ => Task.CompletedTask);

        await WriteAsync(scenario, "no json");

        var headers = Assert.Single(await broker.ReadAsync(scenario.DeadLetters, letters => letters.Count == 1)).Message.Headers;
        Assert.Equal(NoText, headers.GetLastBytes("Binary"));
        Assert.Equal(["1", "2"], headers.Where(header => header.Key == "Twice").Select(header => Encoding.UTF8.GetString(header.GetValueBytes())));
        Assert.Null(headers.Single(header => header.Key == "None").GetValueBytes());
    }

    private async Task WriteAsync(Scenario scenario, string value)
    {
        using var producer = broker.CreateProducer();
        await producer.ProduceAsync(
            scenario.Requests,
            new()
            {
                Key = "k"u8.ToArray(),
                Value = Encoding.UTF8.GetBytes(value),
                Headers =
                [
                    new Header("MT-MessageType", Encoding.UTF8.GetBytes(MessageUrn.ForTypeString<Ask>())),
                    new Header("Text", "ü"u8.ToArray()), new Header("Binary", NoText), new Header("Twice", "1"u8.ToArray()),
                    new Header("Twice", "2"u8.ToArray()), new Header("None", null),
                ],
            },
            TestContext.Current.CancellationToken);
    }
}
