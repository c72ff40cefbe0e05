using KafkaRider;
using MassTransit;
using Microsoft.Extensions.Options;
using Users.Consumer.Commands;
using Users.Consumer.Database;
using Users.Consumer.Store;
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
                rider.AddConsumer<CreateUserConsumer, CreateUserConsumerDefinition>();
                rider.AddConsumer<UpdateUserConsumer, UpdateUserConsumerDefinition>();
                rider.AddConsumer<DeleteUserConsumer, DeleteUserConsumerDefinition>();
                rider.AddProducer<UserCreated>(Topics.Events.Name, outcome => outcome.UserId.ToString());
                rider.AddProducer<UserUpdated>(Topics.Events.Name, outcome => outcome.UserId.ToString());
                rider.AddProducer<UserDeleted>(Topics.Events.Name, outcome => outcome.UserId.ToString());
                rider.AddProducer<UserDuplicated>(Topics.Events.Name, outcome => outcome.UserId.ToString());
                rider.AddProducer<UserNotFound>(Topics.Events.Name, outcome => outcome.UserId.ToString());
                rider.AddProducer<UserVersionConflict>(Topics.Events.Name, outcome => outcome.UserId.ToString());
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    k.UseJson(ContractsJsonContext.Default);
                    foreach (var topic in new[] { Topics.Commands, Topics.Events, Topics.Replies, Topics.DeadLetters })
                    {
                        k.Topic(topic.Name, topic.Partitions, topic.Retention);
                    }

                    k.TopicEndpoint(Topics.Commands.Name, ConsumerGroup, endpoint =>
                    {
                        endpoint.DeadLetterTopic = Topics.DeadLetters.Name;
                        endpoint.PrefetchCount = context.GetRequiredService<IOptions<StoreOptions>>().Value.GetPrefetchCount();
                        endpoint.ExecutesFor("database", context.GetRequiredService<DatabaseIdentity>().FindAsync);
                        endpoint.RetryForever(DatabaseErrors.IsTransient);
                        endpoint.ConfigureConsumer<CreateUserConsumer>(context);
                        endpoint.ConfigureConsumer<UpdateUserConsumer>(context);
                        endpoint.ConfigureConsumer<DeleteUserConsumer>(context);
                    });
                });
            });
        });

        return builder;
    }
}
