using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.AspNetCore.Tests.Support;
using KafkaRider.Tests.Support;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaRider.AspNetCore.Tests.Commands;

/// <summary>What a client is answered, by what comes of its command.</summary>
public sealed class CommandAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_Made_SaysWhatAndWhereAndIsKnownAtOnce()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.MakeAsync("Lamp");
        var made = await response.Content.ReadFromJsonAsync<ThingMade>(Cancellation);
        var operation = await ShowAsync(service, response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("Lamp", made!.Name);
        Assert.Equal($"/things/{made.Id}", response.Header("Location"));
        Assert.Equal("\"1\"", response.Header("ETag"));
        Assert.Equal($"{new ConsistencyToken(made.Id, 1)}", response.Header("Consistency-Token"));
        Assert.Null(response.Header("Idempotency-Replayed"));
        Assert.Equal("succeeded", operation.GetProperty("status").GetString());
        Assert.Equal(response.Header("Location"), operation.GetProperty("result").GetProperty("headers").GetProperty("Location").GetString());
    }

    [Fact]
    public async Task Post_MadeBefore_SaysSo()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal("true", (await service.MakeAsync("again")).Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Post_NoOutcomeInTime_IsPendingAndKnownAtOnce()
    {
        // Where nothing is logged, nothing is traced.
        await using var service = await TestService.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(new RecordedLog()), ("Requests:Timeout", "00:00:00.2"), ("Requests:RetryAfter", "00:00:02.5"));

        var response = await service.MakeAsync("silent");
        var problem = await response.ShouldBeRefusedAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
        var later = await service.SendAsync(HttpMethod.Get, response.Header("Operation-Location")!);

        // Whole seconds, and no fewer than are meant.
        Assert.Equal("3", response.Header("Retry-After"));
        Assert.Equal(response.OperationId(), problem.GetProperty("operationId").GetGuid());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal("3", later.Header("Retry-After"));
        Assert.True(later.Headers.CacheControl is { NoCache: true, Private: true });
        Assert.Equal("pending", (await ReadAsync(later)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Post_OutcomeThatTheServiceDoesNotKnow_IsPendingAndKnownAtOnce()
    {
        await using var service = await TestService.StartAsync(services => services.AddPublishObserver(_ => new OddAnswer()));

        var response = await service.MakeAsync("Lamp");

        await response.ShouldBeRefusedAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
        Assert.Equal("pending", (await ShowAsync(service, response)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Post_Made_IsToldToObserversAndAFailureIsNot()
    {
        var observer = new Observer();
        await using var service = await TestService.StartAsync(services => services.AddSingleton<IOutcomeObserver>(observer));

        await service.MakeAsync("broken");
        await service.MakeAsync("other");
        await service.MakeAsync("Lamp");

        Assert.Equal("Lamp", Assert.IsType<ThingMade>(Assert.Single(observer.Observed)).Name);
    }

    [Fact]
    public async Task Post_ExecutingFails_IsAnsweredAndKeptAsFailed()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.MakeAsync("broken");
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "command-failed");

        Assert.DoesNotContain("broke", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("failed", (await ShowAsync(service, response)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(RequestRefusal.NotReady, "unavailable")]
    [InlineData(RequestRefusal.Refused, "unavailable")]
    [InlineData(RequestRefusal.TooManyPending, "overloaded")]
    [InlineData(RequestRefusal.SendFailed, "outcome-unknown")]
    [InlineData(RequestRefusal.Stopping, "outcome-unknown")]
    public async Task Post_NotTaken_SaysWhetherItMayBeExecuted(RequestRefusal reason, string slug)
    {
        await using var service = await TestService.StartRefusedAsync(reason);

        var response = await service.MakeAsync("Lamp");
        var async = await service.MakeAsync("Lamp", ("Prefer", "respond-async"));

        await response.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, slug);
        await async.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, slug);
        Assert.Null(async.Header("Preference-Applied"));
        Assert.Null(service.Operations.Find(response.OperationId()));
    }

    [Fact]
    public async Task Post_RespondAsync_IsAcceptedAndAsksForNoReply()
    {
        await using var service = await TestService.StartAsync(("Requests:RetryAfter", "00:00:02"));

        var response = await service.MakeAsync("silent", ("Prefer", "respond-async"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/operations/{response.OperationId()}", response.Header("Location"));
        Assert.Equal($"/operations/{response.OperationId()}", response.Header("Content-Location"));
        Assert.Equal("2", response.Header("Retry-After"));
        Assert.Equal("respond-async", response.Header("Preference-Applied"));
        Assert.Equal(response.OperationId(), (await ReadAsync(response)).GetProperty("id").GetGuid());
        var harness = service.Services.GetRequiredService<ITestHarness>();
        Assert.True(await harness.Consumed.Any<MakeThing>(Cancellation));
        Assert.All(harness.Consumed.Select<MakeThing>(Cancellation), sent => Assert.Null(sent.Context.ResponseAddress));
    }

    [Fact]
    public async Task Post_AnyCommand_IsCountedByItsResult()
    {
        var results = new ConcurrentQueue<string>();
        var log = new RecordedLog();
        await using var service = await TestService.StartAsync(services => services.AddSingleton<ILoggerProvider>(log));
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name.EndsWith(".requests.finished", StringComparison.Ordinal))
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => results.Enqueue($"{tags[0].Value}"));
        listener.Start();

        foreach (var name in (string[])["Lamp", "taken", "broken"])
        {
            await service.MakeAsync(name);
        }

        await service.MakeAsync("silent", ("Prefer", "wait=0"));

        using (var connection = await ServiceConnection.OpenAsync(service))
        {
            await connection.SendAsync("POST /things", ["Content-Type: application/json", "Content-Length: 17"], """{"name":"silent"}""");
            await Eventually.TrueAsync(() => service.Services.GetRequiredService<ITestHarness>().Consumed.Select<MakeThing>(Cancellation).Count() == 5);
        }

        await Eventually.TrueAsync(() => results.Count == 5);
        Assert.Equal(["client_gone", "failed", "rejected", "succeeded", "timed_out"], results.Order());
        // That a client leaves is no fault of the service.
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("[Error] OperationFailed", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> ShowAsync(TestService service, HttpResponseMessage answer) =>
        await ReadAsync(await service.SendAsync(HttpMethod.Get, $"/operations/{answer.OperationId()}"));

    private static Task<JsonElement> ReadAsync(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    // Stands for the rider, to which the consumer has answered in a type that nobody waits for.
    private sealed class OddAnswer : IPublishObserver
    {
        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.FromException(new RequestException("The response is of no type that is expected."));

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }

    private sealed class Observer : IOutcomeObserver
    {
        public ConcurrentQueue<object> Observed { get; } = new();

        public ValueTask ObserveAsync(object outcome, CancellationToken cancellationToken)
        {
            Observed.Enqueue(outcome);
            return ValueTask.CompletedTask;
        }
    }
}
