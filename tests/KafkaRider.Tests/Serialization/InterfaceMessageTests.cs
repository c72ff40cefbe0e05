using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Serialization;

public sealed class InterfaceMessageTests(Broker broker)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consume_FaultOfAMessage_TellsWhatFailedAndWhy()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(_ => throw new InvalidDataException("never"));
        var heard = new TaskCompletionSource<Fault<Ask>>();
        await using var listener = await Peer.StartAsync(
            rider => rider.AddConsumer<FaultConsumer>(),
            (context, kafka) =>
            {
                kafka.Host(broker.CreateOptions());
                kafka.TopicEndpoint(scenario.Events, scenario.Group, endpoint => endpoint.ConfigureConsumer<FaultConsumer>(context));
            },
            services: services => services.AddSingleton(heard));

        await scenario.WriteRequestAsync(
            "k", Scenario.Json(new("fails")), ("MT-MessageType", MessageUrn.ForTypeString<Ask>()), ("RequestId", Guid.NewGuid().ToString()),
            ("MT-Fault-Address", $"kafka:{scenario.Events}"));

        var fault = await heard.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal("fails", fault.Message.Text);
        Assert.Equal("never", Assert.Single(fault.Exceptions).Message);
    }

    [Fact]
    public async Task GetResponse_OfAnInterface_ReadsIt()
    {
        await using var scenario = await Scenario.CreateAsync(broker);
        await scenario.StartAnswererAsync(context => context.RespondAsync<IAnswer>(new { context.Message.Text }));
        var asker = await scenario.StartAskerAsync();

        var response = await asker.Client.GetResponse<IAnswer>(new Ask("question"), Cancellation);

        Assert.Equal("question", response.Message.Text);
    }

    public interface IAnswer
    {
        string Text { get; }
    }

    private sealed class FaultConsumer(TaskCompletionSource<Fault<Ask>> heard) : IConsumer<Fault<Ask>>
    {
        public Task Consume(ConsumeContext<Fault<Ask>> context)
        {
            heard.TrySetResult(context.Message);
            return Task.CompletedTask;
        }
    }
}
