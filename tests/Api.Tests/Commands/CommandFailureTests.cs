using System.Net;
using KafkaRider;
using MassTransit;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Commands;

public sealed class CommandFailureTests
{
    private const string Secret = "broker-7.internal";

    [Fact]
    public async Task Post_NoOutcomeInTime_AnswersTimeoutAndNamesTheOperation()
    {
        await using var api = ApiServer.Start(settings: new() { ["Requests:Timeout"] = "00:00:00.2", ["Requests:RetryAfter"] = "00:00:02.5" });

        var response = await api.PostAsync("Ada");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "outcome-pending");
        Assert.Equal(response.ShouldNameOperation(), problem.GetProperty("operationId").GetGuid());
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter?.Delta);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Post_AnyCommand_WaitsAsLongAsConfigured()
    {
        var client = ScriptedClient.Throwing(new InvalidOperationException(Secret));
        await using var api = ApiServer.Start(services: client.AddTo, settings: new() { ["Requests:Timeout"] = "00:00:17" });

        await api.PostAsync("Ada");

        Assert.Equal(TimeSpan.FromSeconds(17), client.Timeout);
    }

    [Fact]
    public async Task Post_ConsumerFaults_AnswersCommandFailedAndTellsNothingOfTheInside()
    {
        await using var api = ApiServer.Start(bus => bus.AddConsumer<FaultingConsumer>());

        var response = await api.PostAsync("Ada");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "command-failed");
        Assert.Equal(response.ShouldNameOperation(), problem.GetProperty("operationId").GetGuid());
        Assert.DoesNotContain(FaultingConsumer.Secret, problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(api.Logs.From("KafkaRider.AspNetCore"), entry => entry.Contains(FaultingConsumer.Secret, StringComparison.Ordinal));
        Assert.Contains(api.Logs.From("KafkaRider.AspNetCore"), entry => entry.Contains("System.InvalidOperationException", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RequestRefusal.NotReady, "unavailable", "Nothing was sent")]
    [InlineData(RequestRefusal.Stopping, "outcome-unknown", "may or may not be executed")]
    [InlineData(RequestRefusal.TooManyPending, "overloaded", "Nothing was sent")]
    [InlineData(RequestRefusal.SendFailed, "outcome-unknown", "may or may not be executed")]
    [InlineData(RequestRefusal.Refused, "unavailable", "will not be executed")]
    public async Task Post_NotAccepted_AnswersUnavailableByReason(RequestRefusal reason, string slug, string detail)
    {
        var exception = new RequestNotAcceptedException(reason, Guid.NewGuid(), Secret);
        await using var api = ApiServer.Start(services: ScriptedClient.Throwing(exception).AddTo);

        var response = await api.PostAsync("Ada");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, slug);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(response.ShouldNameOperation(), problem.GetProperty("operationId").GetGuid());
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain(Secret, problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal([], api.Logs.Errors);
    }

    [Fact]
    public async Task Post_UnexpectedException_AnswersInternalErrorAndLogsIt()
    {
        await using var api = ApiServer.Start(services: ScriptedClient.Throwing(new InvalidOperationException(Secret)).AddTo);

        var response = await api.PostAsync("Ada");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        var operationId = response.ShouldNameOperation();
        Assert.DoesNotContain(Secret, problem.GetRawText(), StringComparison.Ordinal);
        var error = Assert.Single(api.Logs.Errors);
        Assert.Contains(Secret, error, StringComparison.Ordinal);
        Assert.Contains($"{operationId}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_CancelledByTheClientLibrary_AnswersInternalError()
    {
        await using var api = ApiServer.Start(services: ScriptedClient.Throwing(new RequestCanceledException()).AddTo);

        var response = await api.PostAsync("Ada");

        await response.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        response.ShouldNameOperation();
    }
}
