using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using KafkaRider;
using MassTransit.Logging;
using Users.Contracts;

namespace Users.Api.Tests.Telemetry;

public sealed class TelemetryTests(SharedServer databases) : IAsyncLifetime
{
    // Each test has a database of its own, and the group of a broker executes for one.
    private readonly OwnBroker _broker = new();

    // Nobody listens there: a collector that is down harms nothing.
    private const string DeadCollector = "http://127.0.0.1:1";
    private const string ClientSpan = "00f067aa0ba902b7";

    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();

    public ValueTask InitializeAsync() => _broker.InitializeAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Request_OfATracingClient_IsOneTraceOverKafkaAndTheDatabaseAndBack()
    {
        await using var database = new TestDatabase(databases.ConnectionString);
        var pair = await ServicePair.StartAsync(_broker.Kafka, database, DeadCollector);
        await CreateAsync(pair);
        await pair.DisposeAsync();

        var spans = pair.Spans.Where(span => span.TraceId.ToHexString() == _trace).ToList();
        var http = Assert.Single(spans, span => span.Kind == ActivityKind.Server);
        var request = Assert.Single(spans, span => span.Source.Name == KafkaRiderDiagnostics.ActivitySourceName);
        var receive = Assert.Single(spans, span => span.HasRemoteParent && span.Source.Name == DiagnosticHeaders.DefaultListenerName);
        var command = Assert.Single(spans, span => span.OperationName == nameof(CreateUser));
        var transaction = Assert.Single(spans, span => span.Kind == ActivityKind.Client);

        Assert.Equal(ClientSpan, http.ParentSpanId.ToHexString());
        Assert.Equal((http.SpanId, ActivityKind.Producer, "users.commands request"), (request.ParentSpanId, request.Kind, request.DisplayName));
        Assert.Equal((request.SpanId, ActivityKind.Consumer), (receive.ParentSpanId, receive.Kind));
        Assert.Contains(receive, Ancestors(command));
        Assert.Equal(command.SpanId, transaction.ParentSpanId);
        Assert.All(["users.replies send", "users.events send"], name =>
            Assert.Contains(receive, Ancestors(Assert.Single(spans, span => span.DisplayName == name))));
        Assert.All(spans, span => Assert.Equal("vendor=value", span.TraceStateString));

        List<Activity> Ancestors(Activity span) =>
            spans.Find(other => other.SpanId == span.ParentSpanId) is { } parent ? [parent, .. Ancestors(parent)] : [];
    }

    [Theory]
    [InlineData(null)]
    [InlineData(DeadCollector)]
    public async Task LogLines_OfOneRequest_CarryOperationAndTraceInBothServices(string? collector)
    {
        await using var database = new TestDatabase(databases.ConnectionString);
        var pair = await ServicePair.StartAsync(_broker.Kafka, database, collector);
        var operation = await CreateAsync(pair);
        await pair.DisposeAsync();

        AssertNamed(Assert.Single(pair.ApiLog, line => line.EndsWith(": The answer is 201", StringComparison.Ordinal)));
        AssertNamed(Assert.Single(pair.ConsumerLog, line => line.Contains(": The outcome is Users.Contracts.UserCreated;", StringComparison.Ordinal)));

        void AssertNamed(string line)
        {
            Assert.Contains($"OperationId:{operation}", line, StringComparison.Ordinal);
            Assert.Single(line.Split($"TraceId:{_trace}")[1..]);
        }
    }

    /// <summary>Creates a user as a client that traces, and returns the id of the operation.</summary>
    private async Task<string> CreateAsync(ServicePair pair)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/users")
        {
            Content = JsonContent.Create(new { name = $"Traced {_trace}" }),
            Headers = { { "traceparent", $"00-{_trace}-{ClientSpan}-01" }, { "tracestate", "vendor=value" } },
        };
        using var response = await pair.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.GetValues("Operation-Location").Single().Split('/')[^1];
    }
}
