using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;
using Users.Registrations.Mails;
using Users.Registrations.Processes;

namespace Users.Registrations;

internal static class MessagingExtensions
{
    private const string ConsumerGroup = "registrations";

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
                rider.AddConsumer<SendWelcomeMailConsumer>();
                rider.AddOutcomes();
                rider.AddProcess<RegistrationProcess, Registration>(Topics.RegistrationEvents.Name);
                AddProducers(rider);
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    k.UseJson(ContractsJsonContext.Default);

                    // The services that own the other topics may not have run yet.
                    foreach (var topic in Topics.OfRegistrations.Concat([Topics.Replies, Topics.Commands, Topics.PromotionCommands]))
                    {
                        k.Topic(topic.Name, topic.Partitions, topic.Retention);
                    }

                    k.TopicEndpoint(Topics.Registrations.Name, ConsumerGroup, endpoint =>
                    {
                        endpoint.DeadLetterTopic = Topics.RegistrationDeadLetters.Name;
                        endpoint.UseSagas(context);
                        endpoint.ConfigureSaga<Registration>(context);
                    });
                    k.TopicEndpoint(Topics.WelcomeMails.Name, Topics.WelcomeMails.Name, endpoint =>
                    {
                        endpoint.DeadLetterTopic = Topics.WelcomeMailDeadLetters.Name;
                        endpoint.UseInbox(context);
                        endpoint.ConfigureConsumer<SendWelcomeMailConsumer>(context);
                    });
                    k.AnswerOperationQueries(context, Topics.RegistrationQueries.Name, Topics.RegistrationDeadLetters.Name);
                });
            });
        });

        return builder;
    }

    // Commands go where their services read them, in the order that these keep; outcomes have the registration's id for a key.
    private static void AddProducers(IRiderRegistrationConfigurator rider)
    {
        rider.AddProducer<CreateUser>(Topics.Commands.Name, command => UserName.Normalize(command.Name));
        rider.AddProducer<UndoCreateUser>(Topics.Commands.Name, command => command.UserId.ToString());
        rider.AddProducer<RedeemPromoCode>(Topics.PromotionCommands.Name, command => command.Code);
        rider.AddProducer<ReleasePromoCode>(Topics.PromotionCommands.Name, command => command.Code);
        rider.AddProducer<SendWelcomeMail>(Topics.WelcomeMails.Name, command => command.UserId.ToString());
        rider.AddProducer<RegistrationCompleted>(Topics.RegistrationEvents.Name);
        rider.AddProducer<RegistrationRejected>(Topics.RegistrationEvents.Name);
        rider.AddProducer<RegistrationFailed>(Topics.RegistrationEvents.Name);
    }
}
