using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Internal;

namespace KafkaRider.Tests.Consuming;

public sealed class RecordScopeTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{Trace}-b7ad6b7169203331-01";
    private const string Id = "2f6c1c0e-8f7e-4d6c-9a63-0a4d0c6d7f11";
    private const string OtherId = "7d0b1c9a-53a1-4b3f-8f0f-5f0e4c9b2a22";

    [Theory]
    [InlineData($"OperationId:{Id}, TraceId:{Trace}", "CorrelationId", Id, "RequestId", OtherId, "traceparent", TraceParent)]
    [InlineData($"OperationId:{Id}", "RequestId", Id, "MessageId", OtherId)]
    [InlineData($"OperationId:{Id}", "MessageId", Id, "traceparent", "nonsense")]
    [InlineData("", "CorrelationId", "nonsense")]
    [InlineData("")]
    public void Scope_NamesWhatTheHeadersName(string text, params string[] headers)
    {
        var all = new Headers();
        foreach (var pair in headers.Chunk(2))
        {
            all.Add(pair[0], Encoding.UTF8.GetBytes(pair[1]));
        }

        Assert.Equal(text, new RecordScope(all).ToString());
    }

    [Fact]
    public void Scope_WhereTheTraceIsRecorded_LeavesThatToLogging()
    {
        using var activity = new Activity("recorded").Start();

        Assert.Equal("", new RecordScope(new() { { "traceparent", Encoding.UTF8.GetBytes(TraceParent) } }).ToString());
    }

    [Fact]
    public void Scope_OfARecordWithoutHeaders_IsEmpty() => Assert.Empty(new RecordScope(headers: null));
}
