using KafkaRider;
using MassTransit;
using Users.Bench.Servers.Loads;
using Users.Contracts;

namespace Users.Bench.Servers.Rider;

internal static class RiderExtensions
{
    private const string Group = "users";
    private const string BlobTopic = "bench.blobs";
    private const string BlobReplyTopic = "bench.blobs.replies";

    // As the consumer of users has it: two batches.
    private const int MaxInFlight = 512;

    /// <summary>Adds a consumer of users with a store that answers at once.</summary>
    public static void AddInstantConsumer(this WebApplicationBuilder builder) => builder.AddRider(
        rider =>
        {
            rider.AddConsumer<InstantConsumer>();
            rider.AddProducer<UserCreated>(Topics.Events.Name, outcome => outcome.UserId.ToString());
        },
        (context, k) =>
        {
            k.UseJson(ContractsJsonContext.Default);

            foreach (var topic in Topics.Users)
            {
                k.Topic(topic.Name, topic.Partitions, topic.Retention);
            }

            k.TopicEndpoint(Topics.Commands.Name, Group, endpoint =>
            {
                endpoint.MaxInFlight = MaxInFlight;
                endpoint.DeadLetterTopic = Topics.DeadLetters.Name;
                endpoint.ConfigureConsumer<InstantConsumer>(context);
            });
        });

    public static void AddBlobConsumer(this WebApplicationBuilder builder) => builder.AddRider(
        rider => rider.AddConsumer<BlobConsumer>(),
        (context, k) =>
        {
            AddBlobTopics(k);
            k.TopicEndpoint(BlobTopic, Group, endpoint =>
            {
                endpoint.MaxInFlight = MaxInFlight;
                endpoint.ConfigureConsumer<BlobConsumer>(context);
            });
        });

    public static void AddBlobRequester(this WebApplicationBuilder builder)
    {
        builder.AddLoad<BlobTarget>();
        builder.AddRider(
            rider => rider.AddRequestClient<Blob>(BlobTopic, _ => Guid.NewGuid().ToString()),
            (_, k) =>
            {
                AddBlobTopics(k);
                k.RequestClient(new KafkaRequestClientOptions { ReplyTopic = BlobReplyTopic });
            });
    }

    private static void AddBlobTopics(IKafkaFactoryConfigurator k)
    {
        k.Topic(BlobTopic, Topics.Commands.Partitions);
        k.Topic(BlobReplyTopic, Topics.Replies.Partitions);
    }

    private static void AddRider(
        this WebApplicationBuilder builder,
        Action<IRiderRegistrationConfigurator> add,
        Action<IRiderRegistrationContext, IKafkaFactoryConfigurator> configure)
    {
        var kafka = new KafkaOptions();
        builder.Configuration.Bind(KafkaOptions.SectionName, kafka);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                add(rider);
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    configure(context, k);
                });
            });
        });
    }
}
