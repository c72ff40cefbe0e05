using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Consuming;

/// <summary>Starts peers with one typed endpoint, and keeps what they consume.</summary>
internal sealed class TypedEndpoints(Broker broker)
{
    public ConcurrentQueue<ConsumeContext<Noted>> Heard { get; } = [];

    public IEnumerable<string> Texts => Heard.Select(context => context.Message.Text);

    public static string GroupOf(string topic) => $"group-{topic.TrimStart('^')}";

    public Task<Peer> StartAsync<TKey>(
        string topic, Action<IKafkaTopicReceiveEndpointConfigurator<TKey, Noted>> configure, Func<ConsumeContext<Noted>, Task>? consume = null,
        Action<IKafkaFactoryConfigurator>? rider = null, ConsumerConfig? config = null, bool untilHealthy = true) => Peer.StartAsync(
        registration => registration.AddConsumer<NotedConsumer>(),
        (context, kafka) =>
        {
            kafka.Host(broker.CreateOptions());
            rider?.Invoke(kafka);
            kafka.TopicEndpoint<TKey, Noted>(topic, config ?? new ConsumerConfig { GroupId = GroupOf(topic) }, endpoint =>
            {
                configure(endpoint);
                endpoint.ConfigureConsumer<NotedConsumer>(context);
            });
        },
        untilHealthy,
        services => services.AddSingleton(async (ConsumeContext<Noted> context) =>
        {
            Heard.Enqueue(context);
            await (consume?.Invoke(context) ?? Task.CompletedTask);
        }));

    public Task WaitForAsync(int count) => Eventually.TrueAsync(() => Heard.Count >= count);

    public async Task WriteAsync(string topic, string? key, params string[] texts)
    {
        foreach (var text in texts)
        {
            await broker.Producer.ProduceAsync(
                topic,
                new() { Key = key is null ? null! : Encoding.UTF8.GetBytes(key), Value = Encoding.UTF8.GetBytes($"{{\"text\":\"{text}\"}}") },
                TestContext.Current.CancellationToken);
        }
    }

    internal sealed class NotedConsumer(Func<ConsumeContext<Noted>, Task> consume) : IConsumer<Noted>
    {
        public Task Consume(ConsumeContext<Noted> context) => consume(context);
    }
}
