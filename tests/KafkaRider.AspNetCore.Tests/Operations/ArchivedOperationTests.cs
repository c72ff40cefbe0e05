using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaRider.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.AspNetCore.Tests.Operations;

/// <summary>Operations that are no longer in memory, but kept by one of several services.</summary>
public sealed class ArchivedOperationTests
{
    private static readonly Guid Id = Guid.Parse("8d3ad6d1-7d3c-4f0f-8f0a-7a2f4c1f0b12");
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Get_OneOfSeveralKeepsIt_IsShown_EvenIfAnotherIsSilent()
    {
        var (other, own) = (new Drawer(), new Drawer((Id, new(nameof(ThingMade), Json(new ThingMade(Id, "Lamp", 1)), null, Start.AddMinutes(1), null))));
        await using var service = await StartAsync(other, own);

        var shown = await GetAsync(service, Id);
        other.IsStuck = true;
        var unknown = await GetAsync(service, Guid.NewGuid());
        other.IsStuck = false;
        var none = await GetAsync(service, Guid.NewGuid());

        Assert.Equal((HttpStatusCode.OK, "succeeded"), (shown.Status, shown.Body.GetProperty("status").GetString()));
        Assert.Equal("Lamp", shown.Body.GetProperty("result").GetProperty("body").GetProperty("name").GetString());
        // One that does not answer may be the one that keeps it.
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/view-behind"), (unknown.Status, unknown.Body.GetProperty("type").GetString()));
        Assert.Equal((HttpStatusCode.NotFound, "/problems/operation-not-found"), (none.Status, none.Body.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Get_SilentArchive_HidesNothingThatAnotherKeeps()
    {
        var own = new Drawer((Id, new(nameof(ThingRefused), Json(new ThingRefused("Lamp")), null, Start, null)));
        await using var service = await StartAsync(new Drawer { IsStuck = true }, own);

        var shown = await GetAsync(service, Id);

        Assert.Equal((HttpStatusCode.OK, "failed"), (shown.Status, shown.Body.GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData(ProcessStatus.Running, false, "pending")]
    [InlineData(ProcessStatus.Compensating, false, "compensating")]
    [InlineData(ProcessStatus.Succeeded, true, "succeeded")]
    public async Task Get_ProcessThatIsKept_ShowsItsSteps(string status, bool isMade, string shown)
    {
        var process = new ProcessChanged(Id, "Trip", status, 3, Start, Start.AddSeconds(5), [new("seat", ProcessStepStatus.Done, 1, Start, null)]);
        var kept = isMade ? new ArchivedOperation(nameof(ThingMade), Json(new ThingMade(Id, "Lamp", 1)), null, Start.AddSeconds(5), null)
            : new ArchivedOperation(null, null, null, null, null);
        await using var service = await StartAsync(new Drawer((Id, kept with { Process = process })));

        var operation = (await GetAsync(service, Id)).Body;

        Assert.Equal(shown, operation.GetProperty("status").GetString());
        Assert.Equal(Start, operation.GetProperty("createdAt").GetDateTimeOffset());
        Assert.Equal("done", operation.GetProperty("steps")[0].GetProperty("status").GetString());
        Assert.Equal(isMade, operation.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object);
    }

    // The topics are read side by side: that of outcomes may be far ahead of that of commands.
    [Fact]
    public async Task Get_OutcomeWasForgottenBeforeItsCommandCame_IsNotShownAsPending()
    {
        var drawer = new Drawer((Id, new(nameof(ThingMade), Json(new ThingMade(Id, "Lamp", 1)), null, DateTimeOffset.UtcNow, null)));
        await using var service = await StartAsync([drawer], ("Operations:MaxCount", "1"));
        var (view, sent, pending) = (service.Operations, DateTimeOffset.UtcNow.AddMinutes(-3), Guid.NewGuid());
        view.Complete(Id, new ThingMade(Id, "Lamp", 1), null, sent);
        view.Complete(Guid.NewGuid(), new ThingMade(Guid.NewGuid(), "Desk", 1), null, sent.AddMinutes(1));
        view.Accept(Id, sent);
        view.Accept(pending, sent);

        drawer.IsStuck = true;
        var silent = await GetAsync(service, Id);
        drawer.IsStuck = false;
        var shown = await GetAsync(service, Id);
        var other = await GetAsync(service, pending);

        Assert.Equal((HttpStatusCode.OK, "pending"), (silent.Status, silent.Body.GetProperty("status").GetString()));
        Assert.Equal((HttpStatusCode.OK, "succeeded"), (shown.Status, shown.Body.GetProperty("status").GetString()));
        Assert.Equal((HttpStatusCode.OK, "pending"), (other.Status, other.Body.GetProperty("status").GetString()));
    }

    private static Task<TestService> StartAsync(params Drawer[] drawers) => StartAsync(drawers, []);

    private static async Task<TestService> StartAsync(Drawer[] drawers, params (string Key, string Value)[] settings)
    {
        var service = await TestService.StartAsync(
            services => Array.ForEach(drawers, drawer => services.AddSingleton<IOperationArchive>(drawer)), settings);
        service.CatchUp();
        return service;
    }

    private static string Json<T>(T outcome) => JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(TestService service, Guid id)
    {
        var response = await service.SendAsync(HttpMethod.Get, $"/operations/{id}");
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
