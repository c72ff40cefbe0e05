using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Promotions.Consumer.PromoCodes;
using Users.Contracts;

namespace Promotions.Consumer;

internal static class MessagingExtensions
{
    private const string ConsumerGroup = "promotions";

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
                rider.AddConsumer<CreatePromoCodeConsumer>();
                rider.AddConsumer<RedeemPromoCodeConsumer>();
                rider.AddConsumer<ReleasePromoCodeConsumer>();
                rider.AddOutcomes();
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    k.UseJson(ContractsJsonContext.Default);
                    foreach (var topic in Topics.Promotions.Append(Topics.Replies))
                    {
                        k.Topic(topic.Name, topic.Partitions, topic.Retention);
                    }

                    k.TopicEndpoint(Topics.PromotionCommands.Name, ConsumerGroup, endpoint =>
                    {
                        endpoint.DeadLetterTopic = Topics.PromotionDeadLetters.Name;
                        endpoint.UseInbox(context);
                        endpoint.ConfigureConsumer<CreatePromoCodeConsumer>(context);
                        endpoint.ConfigureConsumer<RedeemPromoCodeConsumer>(context);
                        endpoint.ConfigureConsumer<ReleasePromoCodeConsumer>(context);
                    });
                    k.AnswerOperationQueries(context, Topics.PromotionQueries.Name, Topics.PromotionDeadLetters.Name);
                });
            });
        });

        return builder;
    }
}
