using KafkaRider;
using MassTransit;
using Microsoft.Extensions.Options;
using Users.Api.Commands;
using Users.Api.Operations;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Messaging;

internal static class MessagingExtensions
{
    private static readonly TimeSpan LongestProduceTimeout = TimeSpan.FromSeconds(1.5);

    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        var deadline = (builder.Configuration.GetSection(RequestsOptions.SectionName).Get<RequestsOptions>() ?? new()).Timeout;
        var kafka = ReadKafkaOptions(builder.Configuration, deadline);
        var requestClient = new KafkaRequestClientOptions { ReplyTopic = Topics.Replies.Name };
        builder.Configuration.Bind(KafkaRequestClientOptions.SectionName, requestClient);
        requestClient.Timeout = deadline;

        builder.Services.AddMassTransit(bus =>
        {
            // It would report to MassTransit's authors over the network.
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                rider.AddRequestClient<CreateUser>(Topics.Commands.Name, command => UserName.Normalize(command.Name));
                rider.AddRequestClient<UpdateUser>(Topics.Commands.Name, command => command.UserId.ToString());
                rider.AddRequestClient<DeleteUser>(Topics.Commands.Name, command => command.UserId.ToString());
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    k.UseJson(ContractsJsonContext.Default);
                    foreach (var topic in new[] { Topics.Commands, Topics.Events, Topics.Replies, Topics.DeadLetters })
                    {
                        k.Topic(topic.Name, topic.Partitions, topic.Retention);
                    }

                    k.RequestClient(requestClient);
                    var lagLimit = context.GetRequiredService<IOptions<ReadingOptions>>().Value.LagLimit;
                    k.Follow(Topics.Commands.Name, context.GetRequiredService<CommandFollower>(), lagLimit);
                    k.Follow(Topics.Events.Name, context.GetRequiredService<EventFollower>(), lagLimit);
                    k.Follow(Topics.DeadLetters.Name, context.GetRequiredService<DeadLetterFollower>(), lagLimit);
                });
            });
        });

        return builder;
    }

    // Kafka must have taken the command, or refused it, well before the client's deadline: only then is a 503 an answer, and a 504 a promise.
    private static KafkaOptions ReadKafkaOptions(ConfigurationManager configuration, TimeSpan deadline)
    {
        var kafka = new KafkaOptions { MessageTimeout = deadline / 2 < LongestProduceTimeout ? deadline / 2 : LongestProduceTimeout };
        configuration.Bind(KafkaOptions.SectionName, kafka);
        return kafka;
    }
}
