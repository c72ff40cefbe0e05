using System.Collections.Concurrent;
using KafkaRider.Tests.Support;
using MassTransit;
using Headers = Confluent.Kafka.Headers;

namespace KafkaRider.Tests.Consuming;

public sealed class DeadLetterReplayTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LettersWait_SendsEachToWhereItCameFromOnce()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var repaired = false;
        var heard = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(context =>
        {
            if (!repaired)
            {
                throw new InvalidOperationException("not repaired yet");
            }

            heard.Enqueue($"{context.Message.Text} {context.Headers.Get<string>("extra")} {context.FaultAddress}");
            return Task.CompletedTask;
        });
        var urn = MessageUrn.ForTypeString<Ask>();
        foreach (var text in new[] { "one", "two" })
        {
            await scenario.WriteRequestAsync(
                text, Scenario.Json(new(text)), ("MT-MessageType", urn), ("extra", "kept"), ("MT-Fault-Address", $"kafka:{scenario.Replies}"));
        }

        await broker.ReadAsync(scenario.DeadLetters, letters => letters.Count == 2);
        repaired = true;

        var waiting = await DeadLetterReplay.RunAsync(broker.CreateOptions(), scenario.DeadLetters, dryRun: true, Cancellation).ToListAsync(Cancellation);
        Assert.Empty(heard);
        var sent = await DeadLetterReplay.RunAsync(broker.CreateOptions(), scenario.DeadLetters, dryRun: false, Cancellation).ToListAsync(Cancellation);
        await Eventually.TrueAsync(() => heard.Count == 2);

        Assert.Equal(waiting, sent);
        Assert.Empty(await DeadLetterReplay.RunAsync(broker.CreateOptions(), scenario.DeadLetters, dryRun: false, Cancellation).ToListAsync(Cancellation));
        Assert.Equal(
            [$"one kept kafka:{scenario.Replies}", $"two kept kafka:{scenario.Replies}"], heard.Order());
        Assert.Equal([0, 1], sent.Select(letter => letter.Offset));
        Assert.All(sent, letter =>
        {
            Assert.Equal((scenario.DeadLetters, true), (letter.Topic, letter.IsSent));
            Assert.Contains("not repaired yet", letter.Reason, StringComparison.Ordinal);
            Assert.NotNull(letter.OriginalTopic);
        });
    }

    [Fact]
    public async Task RunAsync_LetterThatLeadsNowhere_IsLeftAndThoseAfterItAreSent()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        var nowhere = $"nowhere-{Guid.NewGuid():N}";
        await WriteLetterAsync(scenario, nowhere);
        await WriteLetterAsync(scenario, scenario.Requests);

        var letters = await DeadLetterReplay.RunAsync(broker.CreateOptions(), scenario.DeadLetters, dryRun: false, Cancellation).ToListAsync(Cancellation);

        Assert.Equal([false, true], letters.Select(letter => letter.IsSent));
        Assert.StartsWith($"{nowhere} does not take it: ", letters[0].LeftBecause, StringComparison.Ordinal);
        await broker.ReadAsync(scenario.Requests, records => records.Count == 1);
    }

    private async Task WriteLetterAsync(Scenario scenario, string topic) => await broker.Producer.ProduceAsync(scenario.DeadLetters, new()
    {
        Value = "letter"u8.ToArray(),
        Headers = new Headers { { "MT-Fault-Topic", System.Text.Encoding.UTF8.GetBytes(topic) } },
    }, Cancellation);
}
