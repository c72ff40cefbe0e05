using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Consumer.Users;
using Users.Contracts;
using Users.ServiceDefaults;

namespace Users.Consumer.Messaging;

internal static class MessagingExtensions
{
    private const string ConsumerGroup = "users";

    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder) => builder.AddKafkaRider((rider, kafka) =>
    {
        rider.AddConsumer<CreateUserConsumer>();
        rider.AddConsumer<UpdateUserConsumer>();
        rider.AddConsumer<DeleteUserConsumer>();
        rider.AddConsumer<UndoCreateUserConsumer>();
        rider.AddOutcomes();
        rider.UsingKafka((context, k) =>
        {
            k.Host(kafka);
            k.UseContracts(Topics.Users);

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
}
