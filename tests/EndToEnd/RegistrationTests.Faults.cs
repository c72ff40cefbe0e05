using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Users.AppHost.Processes;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>What is killed, hangs or refuses while somebody registers.</summary>
public sealed partial class RegistrationTests
{
    [Fact]
    public async Task Register_HostsAreKilledUnderLoad_EachIsAllOrNothing()
    {
        const int Count = 80;
        await AddCodeAsync(Code, limit: Count);
        var answers = new ConcurrentQueue<Answer>();
        var load = Task.WhenAll(Enumerable.Range(0, Count).Select(
            async number => answers.Enqueue(await RegisterUntilAnsweredAsync($"{_prefix} {number}", number, $"{_prefix}-{number}"))));

        foreach (var host in _system.RegistrationHosts.Append(_system.PromotionHosts[0]))
        {
            await host.KillAsync();
            await host.StartAsync(TestContext.Current.CancellationToken);
        }

        await load;

        // A step that nobody could execute in time is undone, and said to be.
        Assert.All(answers, answer => Assert.True(
            answer.Status == HttpStatusCode.Created || answer.Text("type") == "/problems/registration-failed", $"{answer.Status} {answer.Body}"));
        await RegistrationsAtRest.HoldAsync(_system, _prefix, [.. answers]);
    }

    [Fact]
    public async Task Register_PromotionsHang_FailsByTimeAndUndoesTheLateRedemption()
    {
        await AddCodeAsync(Code, limit: 1);
        _system.PromotionHosts[0].Send(UnixSignal.Stop);
        Answer accepted;

        try
        {
            accepted = await _system.Users.Clients[0].SendAsync(
                HttpMethod.Post, "/registrations", new { name = _prefix, promoCode = Code }, ("Prefer", "respond-async"));
            await UntilStatusAsync(accepted, "compensating");
        }
        finally
        {
            _system.PromotionHosts[0].Send(UnixSignal.Continue);
        }

        var operation = await UntilStatusAsync(accepted, "failed");
        var again = await RegisterAsync(_prefix, Code);

        Assert.Equal("/problems/registration-failed", operation.GetProperty("result").GetProperty("body").GetProperty("type").GetString());
        Assert.Equal("timeout", operation.GetProperty("steps")[1].GetProperty("reason").GetString());
        // Neither the name nor the one redemption is lost to what failed.
        Assert.Equal(HttpStatusCode.Created, again.Status);
        await RegistrationsAtRest.HoldAsync(_system, _prefix, again);
    }

    [Fact]
    public async Task Register_ApiIsKilledWhileItWaits_AnotherGivesTheAnswer()
    {
        await AddCodeAsync(Code, limit: 1);
        var key = $"{Guid.NewGuid()}";
        var before = await RegistrationsAtRest.CountAsync(_system, Topics.Registrations);
        SendHosts(UnixSignal.Stop);
        var cut = RegisterAsync(_prefix, Code, client: 1, key);

        try
        {
            await Eventually.IsTrueAsync(
                async () => await RegistrationsAtRest.CountAsync(_system, Topics.Registrations) > before, "the request is with Kafka");
            await _system.Users.Apis[1].KillAsync();
            await Assert.ThrowsAsync<HttpRequestException>(() => cut);
        }
        finally
        {
            SendHosts(UnixSignal.Continue);
        }

        var answer = await RegisterUntilAnsweredAsync(_prefix, 0, key);
        await _system.Users.Apis[1].StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        await ShowsAsync(answer, "succeeded", ("user", "done"), ("promo", "done"), ("WelcomeMail", "done"));
        await RegistrationsAtRest.HoldAsync(_system, _prefix, answer);
    }

    [Fact]
    public async Task Register_UndoIsRefused_WaitsForAnOperatorAndEndsWhenItIsResumed()
    {
        var users = new SqlDatabase(_system.Users.Table.ConnectionString);
        await users.ExecuteAsync("CREATE TRIGGER refuse_undo BEFORE DELETE ON users FOR EACH ROW SIGNAL SQLSTATE '45000'");
        Answer accepted;

        try
        {
            accepted = await _system.Users.Clients[0].SendAsync(
                HttpMethod.Post, "/registrations", new { name = _prefix, promoCode = Code }, ("Prefer", "respond-async"));
            var parked = await UntilStatusAsync(accepted, "failed-incomplete");

            Assert.Equal("undo-failed", parked.GetProperty("steps")[0].GetProperty("status").GetString());
            Assert.NotNull(parked.GetProperty("steps")[0].GetProperty("reason").GetString());
            await MetricsShowAsync("failed-incomplete");
            // What the database refuses every time, the service of users puts aside, once for each attempt.
            _system.ProvokedLetters = await RegistrationsAtRest.CountLettersAsync(_system);
        }
        finally
        {
            await users.ExecuteAsync("DROP TRIGGER refuse_undo");
        }

        var (exitCode, output) = await RegistrationsCommand.RunAsync(_system, "resume-sagas", "--id", accepted.OperationLocation!.Split('/')[^1]);
        await UntilStatusAsync(accepted, "failed");

        Assert.Equal((0, true), (exitCode, output.Contains("1 registrations were resumed", StringComparison.Ordinal)));
        await RegistrationsAtRest.HoldAsync(_system, _prefix);
    }

    // Each host counts all of them, now and then.
    private async Task MetricsShowAsync(string state)
    {
        foreach (var host in _system.HostMetrics)
        {
            await Eventually.IsTrueAsync(
                async () => await host.SumAsync("kafka_rider_saga_instances", "saga=\"Registration\"", $"state=\"{state}\"") == 1
                    && await host.SumAsync("kafka_rider_saga_oldest_age_seconds", "saga=\"Registration\"", $"state=\"{state}\"") > 0,
                $"the metrics show the one that is {state}, and its age");
        }
    }

    private void SendHosts(UnixSignal signal)
    {
        foreach (var host in _system.RegistrationHosts)
        {
            host.Send(signal);
        }
    }

    private async Task<Answer> RegisterUntilAnsweredAsync(string name, int client, string key)
    {
        while (true)
        {
            var answer = await RegisterAsync(name, Code, client, key);
            if (answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
            {
                return answer;
            }

            await Task.Delay(answer.RetryAfter!.Value, TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonElement> UntilStatusAsync(Answer answer, string status)
    {
        JsonElement operation = default;
        await Eventually.IsTrueAsync(
            async () => (operation = (await _system.Users.Clients[0].SendAsync(HttpMethod.Get, answer.OperationLocation!)).Body)
                .TryGetProperty("status", out var value) && value.GetString() == status,
            $"the operation is {status}");
        return operation;
    }
}
