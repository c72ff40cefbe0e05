using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Messaging;

internal static class MessagingExtensions
{
    private const string ConsumerGroup = "users";

    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        var kafka = new KafkaOptions();
        builder.Configuration.Bind(KafkaOptions.SectionName, kafka);

        builder.Services.AddMassTransit(bus =>
        {
            // It would report to MassTransit's authors over the network.
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                rider.AddConsumer<CreateUserConsumer>();
                rider.AddConsumer<UpdateUserConsumer>();
                rider.AddConsumer<DeleteUserConsumer>();
                rider.AddConsumer<UndoCreateUserConsumer>();
                rider.AddOutcomes();
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    k.UseJson(ContractsJsonContext.Default);
                    foreach (var topic in Topics.Users)
                    {
                        k.Topic(topic.Name, topic.Partitions, topic.Retention);
                    }

                    k.TopicEndpoint(Topics.Commands.Name, ConsumerGroup, endpoint =>
                    {
                        endpoint.DeadLetterTopic = Topics.DeadLetters.Name;
                        endpoint.UseInbox(context);
                        endpoint.ConfigureConsumer<CreateUserConsumer>(context);
                        endpoint.ConfigureConsumer<UpdateUserConsumer>(context);
                        endpoint.ConfigureConsumer<DeleteUserConsumer>(context);
                        endpoint.ConfigureConsumer<UndoCreateUserConsumer>(context);
                    });
                    k.AnswerOperationQueries(context, Topics.Queries.Name, Topics.DeadLetters.Name);
                });
            });
        });

        return builder;
    }
}
