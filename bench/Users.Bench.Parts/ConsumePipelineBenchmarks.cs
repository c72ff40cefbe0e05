using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using KafkaRider.Internal;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Users.Contracts;

namespace Users.Bench.Parts;

/// <summary>A record on its way through MassTransit's pipeline to a consumer that does nothing.</summary>
public class ConsumePipelineBenchmarks
{
    private readonly TopicEndpointSettings _settings = new("users.commands", "bench");
    private readonly RiderMetrics _metrics = new();
    private ServiceProvider? _services;
    private KafkaProducer? _producer;
    private ReceiveEndpointContext? _endpoint;
    private IReceivePipeDispatcher? _dispatcher;
    private ConsumeResult<byte[], byte[]>? _record;

    [GlobalSetup]
    public void SetUp()
    {
        _services = new ServiceCollection().AddLogging().AddMassTransit(bus => bus.UsingInMemory()).BuildServiceProvider();

        // Nothing is sent, so there need be no broker.
        _producer = new KafkaProducer(
            new ProducerConfig { BootstrapServers = "localhost:1", ReconnectBackoffMs = 10_000 }, TimeProvider.System, NullLogger<KafkaProducer>.Instance);
        var replies = new ReplySender(_producer, new RefusedTopics(TimeProvider.System), new HashSet<string>(), _metrics, TimeProvider.System, NullLogger<ReplySender>.Instance);
        var host = _services.GetRequiredService<IBusInstance>().HostConfiguration;
        var publishing = new TopicProducers(host, new RiderSetup(), new Dictionary<IProducerRegistration, IBoundProducer>(), _ => _producer);
        var endpoint = new TopicEndpointConfiguration(
            host,
            host.CreateReceiveEndpointConfiguration("bench"),
            _settings,
            Records.Serializer,
            serialization => new KafkaSendTransportProvider(host, serialization, Records.Serializer, _producer, replies, publishing));
        ((IReceiveEndpointConfigurator)endpoint).Consumer(() => new Consumer());
        _endpoint = endpoint.CreateReceiveEndpointContext();
        _dispatcher = _endpoint.CreateReceivePipeDispatcher();

        var (message, _) = Records.Write(Records.Command, Guid.CreateVersion7(), Records.Command.Name);
        _record = new ConsumeResult<byte[], byte[]> { Topic = "users.commands", Message = message };
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _producer!.DisposeAsync();
        _metrics.Dispose();
        await _services!.DisposeAsync();
    }

    [Benchmark(Description = "consume pipeline: one record, no answer")]
    public async Task Consume()
    {
        using var context = new KafkaReceiveContext(_record!, _record!.Message.Headers.GetMessageTypes(), redelivered: false, _endpoint!, _settings);
        await _dispatcher!.Dispatch(context, NoLock.Instance);
    }

    private sealed class Consumer : IConsumer<CreateUser>
    {
        public Task Consume(ConsumeContext<CreateUser> context) => Task.CompletedTask;
    }
}
