using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.AspNetCore.Tests.Operations;

/// <summary>What clients see of an operation that is a process of several steps.</summary>
public sealed class ProcessOperationTests
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b12");
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ShowsTheSteps_AndThatTheyAreUndone()
    {
        await using var service = await TestService.StartAsync();
        service.Operations.Accept(Id, DateTimeOffset.UtcNow, isNew: true);
        Move(service, 1, ProcessStatus.Running, ("seat", ProcessStepStatus.Running, null), ("room", ProcessStepStatus.Pending, null));
        Assert.Equal("pending seat:running room:pending", await ShowAsync(service));

        // One that comes again, and late, takes nothing back.
        Move(service, 3, ProcessStatus.Compensating, ("seat", ProcessStepStatus.Undoing, null), ("room", ProcessStepStatus.Refused, "NoRoomLeft"));
        Move(service, 2, ProcessStatus.Running, ("seat", ProcessStepStatus.Done, null), ("room", ProcessStepStatus.Running, null));

        Assert.Equal("compensating seat:undoing room:refused:NoRoomLeft", await ShowAsync(service));
    }

    [Theory]
    [InlineData(ProcessStatus.Succeeded, true, "succeeded")]
    [InlineData(ProcessStatus.Failed, false, "failed")]
    [InlineData(ProcessStatus.FailedIncomplete, false, "failed-incomplete")]
    public async Task Get_AtTheEnd_SaysWhetherSomethingIsLeft(string status, bool isMade, string shown)
    {
        await using var service = await TestService.StartAsync();
        Move(service, 4, status, ("seat", ProcessStepStatus.Done, null));
        Complete(service, isMade);

        Assert.Equal($"{shown} seat:done", await ShowAsync(service));
    }

    [Fact]
    public async Task Stream_TellsEachChangeInOrder_AndTheEndOnce()
    {
        await using var service = await TestService.StartAsync();
        Move(service, 1, ProcessStatus.Running, ("seat", ProcessStepStatus.Running, null));
        Move(service, 2, ProcessStatus.Running, ("seat", ProcessStepStatus.Done, null));
        Complete(service, isMade: true);
        var streaming = service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
        await KafkaRider.Tests.Support.Eventually.TrueAsync(() => service.Operations.WaiterCount == 1);
        Move(service, 4, ProcessStatus.Succeeded, ("seat", ProcessStepStatus.Done, null));

        var all = await ReadAsync(await streaming);
        var rest = await ReadAsync(await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events", headers: ("Last-Event-ID", "12")));
        var end = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events", headers: ("Last-Event-ID", all[^1].Split(' ')[0]));

        Assert.Equal(["11 status pending", "12 status pending", "14 status pending", "15 status succeeded", "16 completed succeeded"], all);
        Assert.Equal(all[2..], rest);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, end.StatusCode);
    }

    [Fact]
    public async Task Stream_OutcomeIsHeardOfBeforeAnyStep_TellsOfTheStepsAllTheSame()
    {
        await using var service = await TestService.StartAsync(services => services.AddSingleton<TimeProvider>(new PatientTime()));
        service.Operations.Accept(Id, DateTimeOffset.UtcNow, isNew: true);
        var streaming = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}/events");
        await KafkaRider.Tests.Support.Eventually.TrueAsync(() => service.Operations.WaiterCount == 1);

        service.Operations.Complete(Id, new SetMade("Lamps"), null, PatientTime.Now, isNew: true);
        var shown = service.SendAsync(HttpMethod.Get, $"/operations/{Id}");
        await KafkaRider.Tests.Support.Eventually.TrueAsync(() => service.Operations.WaiterCount == 2);
        Move(service, 1, ProcessStatus.Running, ("seat", ProcessStepStatus.Running, null));
        Move(service, 2, ProcessStatus.Succeeded, ("seat", ProcessStepStatus.Done, null));

        var steps = (await (await shown).Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("steps");
        Assert.Equal("seat", steps[0].GetProperty("name").GetString());
        Assert.Equal(
            ["1 status pending", "11 status pending", "12 status pending", "13 status succeeded", "14 completed succeeded"], await ReadAsync(streaming));
    }

    [Fact]
    public async Task List_IsForOperators_AndShowsWhatIsNotFinishedOfAnybody()
    {
        await using var service = await TestService.StartAsync(("Authentication:SigningKey", Tokens.Key));
        var (pending, incomplete, done) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        service.Operations.Accept(pending, DateTimeOffset.UtcNow.AddMinutes(-5), isNew: true, caller: 7);
        service.Operations.Move(new(incomplete, "Trip", ProcessStatus.FailedIncomplete, 9, Start, Start, []), DateTimeOffset.UtcNow, isNew: true);
        service.Operations.Complete(incomplete, new ThingRefused("Lamp"), null, DateTimeOffset.UtcNow, isNew: true);
        service.Operations.Move(new(done, "Trip", ProcessStatus.Succeeded, 9, Start, Start, []), DateTimeOffset.UtcNow, isNew: true);
        service.Operations.Complete(done, new ThingMade(done, "Lamp", 1), null, DateTimeOffset.UtcNow, isNew: true);

        Assert.Equal($"{incomplete} failed-incomplete, {pending} pending", await ListAsync(""));
        Assert.Equal($"{pending} pending", await ListAsync("?status=pending&olderThan=240"));
        Assert.Equal("", await ListAsync("?status=pending&olderThan=600"));
        Assert.Equal($"{incomplete} failed-incomplete", await ListAsync("?limit=1"));
        Assert.Equal("400", await ListAsync("?limit=0"));
        Assert.Equal("400", await ListAsync("?status=done"));
        Assert.Equal("403", await ListAsync("", scope: "things.write"));
        await using var open = await TestService.StartAsync();
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await open.SendAsync(HttpMethod.Get, "/operations")).StatusCode);

        async Task<string> ListAsync(string query, string scope = "operations.read")
        {
            var response = await service.SendAsync(HttpMethod.Get, $"/operations{query}", headers: ("Authorization", $"Bearer {Tokens.Create("op", scope)}"));
            return response.IsSuccessStatusCode
                ? string.Join(", ", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("operations").EnumerateArray()
                    .Select(operation => $"{operation.GetProperty("id").GetGuid()} {operation.GetProperty("status").GetString()}"))
                : $"{(int)response.StatusCode}";
        }
    }

    private static void Complete(TestService service, bool isMade) => service.Operations.Complete(
        Id, isMade ? new ThingMade(Id, "Lamp", 1) : new ThingRefused("Lamp"), null, DateTimeOffset.UtcNow, isNew: true);

    private static void Move(TestService service, int version, string status, params (string Name, string Status, string? Reason)[] steps) =>
        service.Operations.Move(
            new(Id, "Trip", status, version, Start, Start, [.. steps.Select(step => new ProcessStepState(step.Name, step.Status, 1, Start, step.Reason))]),
            DateTimeOffset.UtcNow, isNew: true);

    private static async Task<string> ShowAsync(TestService service)
    {
        var response = await service.SendAsync(HttpMethod.Get, $"/operations/{Id}");
        var operation = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var steps = operation.GetProperty("steps").EnumerateArray().Select(step => string.Join(
            ':', new[] { "name", "status", "reason" }.Select(name => step.TryGetProperty(name, out var value) ? value.GetString() : null).OfType<string>()));
        return string.Join(' ', steps.Prepend(operation.GetProperty("status").GetString()!));
    }

    private static async Task<string[]> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(item => item.Contains("data: ", StringComparison.Ordinal)).Select(item =>
        {
            var lines = item.Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1]);
            return $"{lines["id"]} {lines["event"]} {JsonDocument.Parse(lines["data"]).RootElement.GetProperty("status").GetString()}";
        })];
    }

    // On a machine that is busy, patience must not be at its end before the test has gone on.
    private sealed class PatientTime : TimeProvider
    {
        public static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? 10 * dueTime : dueTime, period);
    }
}
