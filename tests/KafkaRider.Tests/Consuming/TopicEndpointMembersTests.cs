using System.Collections.Concurrent;
using KafkaRider.Tests.Support;
using MassTransit;

namespace KafkaRider.Tests.Consuming;

/// <summary>What happens when members of a group stop, come and go.</summary>
public sealed class TopicEndpointMembersTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_EverythingIsDone_NextMemberConsumesNothingTwice()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 3);
        var heard = new ConcurrentQueue<string>();
        Task Hear(ConsumeContext<Ask> context)
        {
            heard.Enqueue(context.Message.Text);
            return Task.CompletedTask;
        }

        // Nothing but the stop commits.
        var first = await scenario.StartAnswererAsync(Hear, endpoint => endpoint.CheckpointInterval = TimeSpan.FromMinutes(1));
        var before = Enumerable.Range(0, 20).Select(i => $"before {i}").ToList();
        foreach (var text in before)
        {
            await scenario.WriteAskAsync(text, text);
        }

        await Eventually.TrueAsync(() => heard.Count == before.Count);
        await scenario.StopAsync(first);
        await scenario.StartAnswererAsync(Hear);
        var after = Enumerable.Range(0, 20).Select(i => $"after {i}").ToList();
        foreach (var text in after)
        {
            await scenario.WriteAskAsync(text, text);
        }

        await Eventually.TrueAsync(() => after.All(text => heard.Contains(text)));

        Assert.Equal(before.Concat(after).Order(StringComparer.Ordinal), heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stop_RecordStillFailing_LeavesItToTheNextMember()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 1);
        var failed = new TaskCompletionSource();
        var first = await scenario.StartAnswererAsync(
            context =>
            {
                if (context.Message.Text == "early")
                {
                    return Task.CompletedTask;
                }

                failed.TrySetResult();
                throw new InvalidDataException("still down");
            },
            endpoint =>
            {
                endpoint.DrainTimeout = TimeSpan.Zero;
                endpoint.RetryForever(exception => exception is InvalidDataException);
            });
        await scenario.WriteAskAsync("k1", "early");
        await scenario.WriteAskAsync("k2", "stuck");
        await scenario.WriteAskAsync("k1", "early");
        await failed.Task.WaitAsync(Cancellation);

        await scenario.StopAsync(first);
        var heard = new ConcurrentQueue<string>();
        await scenario.StartAnswererAsync(context =>
        {
            heard.Enqueue(context.Message.Text);
            return Task.CompletedTask;
        });

        await Eventually.TrueAsync(() => heard.Contains("stuck"));
    }

    [Fact]
    public async Task Members_ComeAndGoUnderLoad_EveryRequestIsAnswered()
    {
        await using var scenario = await Scenario.CreateAsync(broker, partitions: 6);
        static Task Answer(ConsumeContext<Ask> context) => context.RespondAsync(new Answered(context.Message.Text));
        await scenario.StartAnswererAsync(Answer);
        var asker = await scenario.StartAskerAsync();
        using var stop = new CancellationTokenSource();

        var load = Task.Run(async () =>
        {
            var answered = 0;
            while (!stop.IsCancellationRequested)
            {
                var texts = Enumerable.Range(0, 20).Select(i => $"{answered + i}").ToArray();
                var replies = await Task.WhenAll(texts.Select(text => asker.Client.GetResponse<Answered>(new Ask(text), Cancellation)));
                Assert.Equal(texts, replies.Select(reply => reply.Message.Text));
                answered += texts.Length;
            }

            return answered;
        });

        for (var i = 0; i < 3; i++)
        {
            var guest = await scenario.StartAnswererAsync(Answer);
            await scenario.StopAsync(guest);
        }

        await stop.CancelAsync();
        Assert.NotEqual(0, await load);
    }
}
