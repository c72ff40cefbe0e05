using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using KafkaRider.Internal;
using Users.Contracts;

namespace Users.Bench.Parts;

/// <summary>A request and its reply, apart from what Kafka's client does.</summary>
public class RequestClientBenchmarks
{
    private readonly RiderMetrics _metrics = new();
    private PendingRequests? _pending;

    [GlobalSetup]
    public void SetUp() => _pending = new PendingRequests(capacity: 2_000, TimeProvider.System, _metrics);

    [GlobalCleanup]
    public void CleanUp()
    {
        _pending!.Dispose();
        _metrics.Dispose();
    }

    [Benchmark(Description = "request client: round trip without a broker")]
    public async Task<string> RoundTrip()
    {
        var requestId = Guid.CreateVersion7();
        var (_, messageId) = Records.Write(Records.Command, requestId, UserName.Normalize(Records.Command.Name));
        var request = _pending!.Add(requestId, messageId, TimeSpan.FromSeconds(5));
        _pending.Complete(Reply(requestId, messageId));
        var reply = await request.Task;
        _pending.Remove(request, answered: true);

        return JsonSerializer.Deserialize<UserCreated>(reply.Value, Records.Serializer.Options)!.Name;
    }

    // What the responder would have written.
    private static Message<byte[], byte[]> Reply(Guid requestId, Guid messageId)
    {
        var (reply, _) = Records.Write(Records.Outcome, requestId, "");
        reply.Headers.Add(KafkaHeaderNames.InReplyTo, Encoding.UTF8.GetBytes(messageId.ToString()));

        return reply;
    }
}
