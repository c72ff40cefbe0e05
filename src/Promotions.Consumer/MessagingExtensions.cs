using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Promotions.Consumer.PromoCodes;
using Users.Contracts;
using Users.ServiceDefaults;

namespace Promotions.Consumer;

internal static class MessagingExtensions
{
    private const string ConsumerGroup = "promotions";
    private const int RedemptionsOfACode = 64;

    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder) => builder.AddKafkaRider((rider, kafka) =>
    {
        rider.AddConsumer<CreatePromoCodeConsumer>();
        rider.AddConsumer<RedeemPromoCodeConsumer>();
        rider.AddConsumer<ReleasePromoCodeConsumer>();
        rider.AddOutcomes();
        rider.UsingKafka((context, k) =>
        {
            k.Host(kafka);
            k.UseContracts(Topics.Promotions.Append(Topics.Replies));

            k.TopicEndpoint(Topics.PromotionCommands.Name, ConsumerGroup, endpoint =>
            {
                endpoint.DeadLetterTopic = Topics.PromotionDeadLetters.Name;
                endpoint.UseInbox(context);

                // Redemptions of one code, whose order is of no matter, are executed in one transaction.
                endpoint.ConcurrentDeliveryLimit = RedemptionsOfACode;
                endpoint.ConfigureConsumer<CreatePromoCodeConsumer>(context);
                endpoint.ConfigureConsumer<RedeemPromoCodeConsumer>(context);
                endpoint.ConfigureConsumer<ReleasePromoCodeConsumer>(context);
            });
            k.AnswerOperationQueries(context, Topics.PromotionQueries.Name, Topics.PromotionDeadLetters.Name);
        });
    });
}
