using System.Collections.Concurrent;
using KafkaRider.Tests.Support;
using MassTransit;

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
}
