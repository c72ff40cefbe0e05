using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Contracts;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;
using Users.Registrations.Mails;
using Users.Registrations.Processes;
using Users.ServiceDefaults;

namespace Users.Registrations;

internal static class MessagingExtensions
{
    private const string ConsumerGroup = "registrations";

    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder) => builder.AddKafkaRider((rider, kafka) =>
    {
        rider.AddConsumer<SendWelcomeMailConsumer>();
        rider.AddOutcomes();
        rider.AddProcess<RegistrationProcess, Registration>(Topics.RegistrationEvents.Name);
        AddProducers(rider);
        rider.UsingKafka((context, k) =>
        {
            k.Host(kafka);

            // The services that own the other topics may not have run yet.
            k.UseContracts(Topics.OfRegistrations.Concat([Topics.Replies, Topics.Commands, Topics.PromotionCommands]));

            k.TopicEndpoint(Topics.Registrations.Name, ConsumerGroup, endpoint =>
            {
                endpoint.DeadLetterTopic = Topics.RegistrationDeadLetters.Name;
                endpoint.UseSagas(context);
                endpoint.ConfigureSaga<Registration>(context);
            });
            k.TopicEndpoint<SendWelcomeMail>(Topics.WelcomeMails.Name, Topics.WelcomeMails.Name, endpoint =>
            {
                endpoint.DeadLetterTopic = Topics.WelcomeMailDeadLetters.Name;
                endpoint.UseInbox(context);
                endpoint.ConfigureConsumer<SendWelcomeMailConsumer>(context);
            });
            k.AnswerOperationQueries(context, Topics.RegistrationQueries.Name, Topics.RegistrationDeadLetters.Name);
        });
    });

    // Commands go where their services read them, in the order that these keep; outcomes have the registration's id for a key.
    private static void AddProducers(IRiderRegistrationConfigurator rider)
    {
        rider.AddProducer<string, CreateUser>(Topics.Commands.Name, context => UserName.Normalize(context.Message.Name));
        rider.AddProducer<string, UndoCreateUser>(Topics.Commands.Name, context => context.Message.UserId.ToString());
        rider.AddProducer<string, RedeemPromoCode>(Topics.PromotionCommands.Name, context => context.Message.Code);
        rider.AddProducer<string, ReleasePromoCode>(Topics.PromotionCommands.Name, context => context.Message.Code);
        rider.AddProducer<string, SendWelcomeMail>(Topics.WelcomeMails.Name, context => context.Message.UserId.ToString());
        rider.AddProducer<RegistrationCompleted>(Topics.RegistrationEvents.Name);
        rider.AddProducer<RegistrationRejected>(Topics.RegistrationEvents.Name);
        rider.AddProducer<RegistrationFailed>(Topics.RegistrationEvents.Name);
    }
}
