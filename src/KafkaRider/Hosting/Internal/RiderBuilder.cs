using Confluent.Kafka;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Internal;

/// <summary>Builds everything of a rider that runs until it is stopped.</summary>
internal sealed class RiderBuilder(RiderSetup setup, IRiderRegistrationContext context, IBusInstance bus, TopicProducers publishing)
{
    private string Prefix => setup.Prefix;

    public RiderSession Build()
    {
        var options = setup.Options;
        var time = context.GetService<TimeProvider>() ?? TimeProvider.System;
        var metrics = new RiderMetrics();
        var producers = BuildProducers(options, time);
        var producer = producers.Shared;
        var refused = new RefusedTopics(time);
        var replySender = new ReplySender(producer, refused, setup.GetTopicsForReplies(), metrics, time, Logger<ReplySender>());
        var used = new UsedTopics(setup.GetTopics());
        var rights = new TopicRights(producer, GetWrittenTopics(), time);
        var monitor = new BrokerMonitor(producer, [.. producers.Own], used, rights, time, Logger<BrokerMonitor>());
        var watch = new TopicWatch(producer, used, time, Logger<TopicWatch>());
        var parts = new EndpointParts(setup, context, bus, producer, replySender, publishing, watch, metrics, time);
        var consuming = setup.Endpoints.ToDictionary(declaration => declaration, parts.Build);
        var endpoints = consuming.Values.ToList();

        var owned = new List<IDisposable> { metrics };
        Requester? requester = null;
        if (setup.RequestClient?.WithPrefix(Prefix) is { } client)
        {
            var pending = new PendingRequests(client.MaxPending, time, metrics);
            owned.Add(pending);
            var replies = new ReplyConsumer(
                KafkaClientConfiguration.Reader(options, client.ReplyTopic), client, watch, pending, metrics, time, Logger<ReplyConsumer>())
            {
                RefreshToken = setup.RefreshToken,
            };
            requester = new(Prefix, producer, pending, replies, monitor, setup.Serializer, refused, client, metrics, time, Logger<Requester>());
            endpoints.Add(parts.Build(replies, new(client.ReplyTopic, "replies")));
        }

        var readers = BuildReaders(producer, watch, metrics, time);
        metrics.ObserveLag(() => readers.Where(reader => reader.Lag is not null).Select(reader => (reader.Topic, reader.Lag!.Value)));
        metrics.ObserveFollowed(() => readers.Select(reader => (reader.Topic, reader.Followed)));
        var following = new FollowingLoop(KafkaClientConfiguration.Follower(options), readers, time, Logger<FollowingLoop>()) { RefreshToken = setup.RefreshToken };
        endpoints.AddRange(readers.Select((reader, index) => parts.Build(new FollowedTopic(following, reader), new(reader.Topic, $"follower-{index}"))));

        List<TopicDeclaration> declared =
        [
            .. setup.Topics.Select(topic => topic with { Name = Prefix + topic.Name }),
            .. consuming.Values.Select(endpoint => endpoint.Settings).Where(settings => settings.Creation is not null)
                .Select(settings => TopicDeclaration.Of(settings.Topic, settings.Creation!)),
        ];
        var topics = new RiderTopics(
            new(producer, declared, time, Logger<TopicCreation>()), new(producer, declared.FindAll(topic => !topic.IsPlain), Logger<TopicCheck>()),
            watch, new(producer, [.. consuming.Values.Select(endpoint => endpoint.Settings)], time, Logger<GroupWatch>()), declared, time, Logger<RiderTopics>());
        var session = new RiderSession(
            producers, replySender, topics, monitor, refused, requester,
            new(parts, consuming, endpoints, used, producer, time, Logger<TopicCreation>()), owned, context.GetService<IHostApplicationLifetime>(), time,
            Logger<RiderSession>());
        metrics.ObserveUncommitted(() => session.Endpoints.Receivers.Select(receiver => (receiver.Topic, (long)receiver.Uncommitted)));
        return session;
    }

    private SessionProducers BuildProducers(KafkaOptions options, TimeProvider time)
    {
        var requestTimeout = setup.RequestClient?.Timeout;
        var shared = new KafkaProducer(KafkaClientConfiguration.Producer(options, requestTimeout), time, Logger<KafkaProducer>(), refreshToken: setup.RefreshToken);
        return new(shared, publishing.Settings.Where(settings => settings.HasOwnClient).ToDictionary(
            settings => settings,
            settings => new KafkaProducer(
                KafkaClientConfiguration.Producer(options, requestTimeout, settings.Client), time, Logger<KafkaProducer>(), settings.StatisticsHandler,
                setup.RefreshToken)));
    }

    // One for each topic, for all that follow it.
    private List<TopicReader> BuildReaders(KafkaProducer producer, TopicWatch watch, RiderMetrics metrics, TimeProvider time)
    {
        var offsets = new FollowOffsets(producer, KafkaClientConfiguration.Follower(setup.Options).IsolationLevel ?? IsolationLevel.ReadCommitted);
        return
        [
            .. setup.Followers.GroupBy(f => f.Topic).Select(topic => new TopicReader(
                Prefix + topic.Key, watch, new([.. topic.Select(f => f.Follower)]), offsets, topic.Min(f => f.LagLimit), setup.Serializer, metrics, time,
                Logger<TopicReader>())),
        ];
    }

    private List<string> GetWrittenTopics() =>
        [.. context.GetServices<RequestTopic>().Select(request => Prefix + request.Name).Concat(publishing.Settings.Select(settings => settings.Topic)).Distinct()];

    private ILogger<T> Logger<T>() => context.GetRequiredService<ILogger<T>>();
}
