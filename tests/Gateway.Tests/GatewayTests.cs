using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Users.Gateway.Tests;

public sealed class GatewayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Request_SeveralInstances_GoesToAllOfThemAndComesAsItWasSent()
    {
        await using var first = await Instance.StartAsync();
        await using var second = await Instance.StartAsync();
        await using var gateway = await TestGateway.StartAsync(first.Address, second.Address);

        await UntilAsync(async () =>
        {
            var answer = await gateway.Client.GetAsync("/users?name=Ada", TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK && !first.Requests.IsEmpty && !second.Requests.IsEmpty;
        });

        // Links that an instance makes are made from the address that the client used.
        Assert.All(first.Requests.Concat(second.Requests), request =>
            Assert.Equal($"GET {gateway.Client.BaseAddress!.Authority}/users?name=Ada", request));
    }

    [Fact]
    public async Task Request_InstanceIsNotReady_GoesToTheOther()
    {
        await using var first = await Instance.StartAsync();
        await using var second = await Instance.StartAsync();
        first.IsReady = false;
        await using var gateway = await TestGateway.StartAsync(first.Address, second.Address);
        await UntilAsync(() => IsAnsweredAsync(gateway));

        for (var i = 0; i < 20; i++)
        {
            Assert.True(await IsAnsweredAsync(gateway));
        }

        Assert.Empty(first.Requests);
        first.IsReady = true;
        await UntilAsync(async () => await IsAnsweredAsync(gateway) && !first.Requests.IsEmpty);
    }

    [Fact]
    public async Task Request_NoInstanceIsReady_SaysThatNothingWasAccepted()
    {
        await using var instance = await Instance.StartAsync();
        instance.IsReady = false;
        await using var gateway = await TestGateway.StartAsync(instance.Address);

        using var answer = await gateway.Client.PostAsync("/users", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("Nothing was accepted", await DetailAsync(answer), StringComparison.Ordinal);
        Assert.Empty(instance.Requests);
    }

    [Fact]
    public async Task Request_InstanceEndsMeanwhile_SaysThatNobodyKnows()
    {
        await using var instance = await Instance.StartAsync();
        instance.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        await using var gateway = await TestGateway.StartAsync(instance.Address);
        HttpResponseMessage answer;

        do
        {
            answer = await gateway.Client.PostAsJsonAsync("/users", new { name = "Ada" }, TestContext.Current.CancellationToken);
        }
        while (instance.Requests.IsEmpty);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("Idempotency-Key", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_InstanceAnswersWithAnError_ItIsPassedOnAsItIs()
    {
        await using var instance = await Instance.StartAsync();
        instance.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        };
        await using var gateway = await TestGateway.StartAsync(instance.Address);
        HttpResponseMessage answer;

        do
        {
            answer = await gateway.Client.GetAsync("/users", TestContext.Current.CancellationToken);
        }
        while (instance.Requests.IsEmpty);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // As long as no container of the API runs, its name is unknown.
    [Fact]
    public async Task Start_NameIsUnknown_ServesWithWhatThereIs()
    {
        await using var instance = await Instance.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new Uri("http://no-such-instance.invalid:8080"), instance.Address);

        await UntilAsync(() => IsAnsweredAsync(gateway));
    }

    private static async Task<bool> IsAnsweredAsync(TestGateway gateway)
    {
        using var answer = await gateway.Client.GetAsync("/", TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail").GetString()!;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);

        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
