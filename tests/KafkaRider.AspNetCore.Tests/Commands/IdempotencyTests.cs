using System.Net;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Commands;

/// <summary>What becomes of requests that have the same Idempotency-Key.</summary>
public sealed class IdempotencyTests
{
    private static readonly (string, string) Key = ("Idempotency-Key", "key");
    private static readonly (string, string) RespondAsync = ("Prefer", "respond-async");

    [Fact]
    public async Task Post_SeveralKeys_IsRefused()
    {
        await using var service = await TestService.StartAsync();

        // Whatever else sends requests here may not join them in one line.
        using var connection = await ServiceConnection.OpenAsync(service);

        await connection.SendAsync(
            "POST /things", ["Content-Type: application/json", "Content-Length: 15", "Idempotency-Key: key", "Idempotency-Key: other"], """{"name":"Lamp"}""");
        var answer = await connection.ReadAsync(until: "}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/invalid-idempotency-key", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AnotherCommandOfTheKeyIsPending_SendsNothing()
    {
        await using var service = await TestService.StartAsync();
        var pending = await service.MakeAsync("silent", Key, ("Prefer", "wait=0"));

        var other = await service.MakeAsync("Lamp", Key);
        var same = await service.MakeAsync("silent", Key, ("Prefer", "wait=0"));

        await pending.ShouldBeRefusedAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
        await other.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(pending.OperationId(), other.OperationId());
        await same.ShouldBeRefusedAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
    }

    [Fact]
    public async Task Post_OutcomeOfTheKeyIsKnown_IsThatOfTheSameCommandOnly()
    {
        await using var service = await TestService.StartAsync();
        var made = await service.MakeAsync("Lamp", Key);

        var same = await service.MakeAsync("Lamp", Key, RespondAsync);
        var other = await service.MakeAsync("Desk", Key, RespondAsync);

        Assert.Equal((HttpStatusCode.Created, "true"), (same.StatusCode, same.Header("Idempotency-Replayed")));
        Assert.Equal(made.Header("Location"), same.Header("Location"));
        await other.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Post_ExecutingFailedBefore_IsSentAgain()
    {
        await using var service = await TestService.StartAsync();
        var failed = await service.MakeAsync("broken", Key);

        var again = await service.MakeAsync("broken", Key, RespondAsync);

        await failed.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "command-failed");
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
    }

    [Fact]
    public async Task Post_ConsumerSaysThatTheKeyIsAnotherCommands_IsNoOutcome()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.MakeAsync("other", Key);

        await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Null(service.Operations.Find(response.OperationId()));
    }

    // What was taken once is not refused for a rule that came later.
    [Fact]
    public async Task Post_BreaksARuleOfNewCommands_IsTakenOnlyIfItWasSentBefore()
    {
        await using var service = await TestService.StartAsync();

        var early = await service.MakeAsync("outdated", Key);
        service.Operations.Accept(OperationIds.From("things", "", "key"), DateTimeOffset.UtcNow);
        var later = await service.MakeAsync("outdated", Key);
        var keyless = await service.MakeAsync("outdated");

        await early.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
        await keyless.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }
}
