using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Users.AppHost.Kafka;

namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is a service that makes things over real topics. Its consumer is of a later version, and has an outcome that the service does not know.</summary>
internal static class KafkaThings
{
    public const string OutcomeTopic = "odd.events";

    public static async Task<WebApplication> StartAsync(Broker broker, RecordedLog log)
    {
        string[] topics = ["odd.commands", "odd.commands.dead-letter", "odd.replies", OutcomeTopic];

        if (broker.Server is EmbeddedKafka embedded)
        {
            // It is that of all tests, which share the topics.
            Array.ForEach(Array.FindAll(topics, topic => broker.Topics.CountPartitions(topic) == 0), topic => embedded.CreateTopic(topic, 3));
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
            commands.Outcomes(OutcomeTopic);
            commands.CheckOutcomes((outcome, _) =>
            {
                if (outcome is ThingMade { Version: < 1 })
                {
                    throw new InvalidRecordException("The first version is 1.");
                }
            });
            Array.ForEach(topics, topic => commands.Topic(topic, 3));
            commands.ConfigureRider(rider => rider.AddConsumer<LaterConsumer>());
            commands.ConfigureKafka((context, kafka) => kafka.TopicEndpoint(
                "odd.commands", "odd", endpoint => endpoint.ConfigureConsumer<LaterConsumer>(context)));
        });
        var app = builder.Build();
        app.UseKafkaCommands();
        Things.Map(app);
        app.MapOperations();
        await app.StartAsync(TestContext.Current.CancellationToken);
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
