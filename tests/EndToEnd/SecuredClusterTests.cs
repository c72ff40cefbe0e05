using System.Net;
using Users.Contracts;
using Users.EndToEnd.Support;

namespace Users.EndToEnd;

/// <summary>The services on a cluster with TLS, passwords and access control, with the least rights that docs/secured-cluster.md lists.</summary>
public sealed class SecuredClusterTests(SecuredBroker broker, Servers servers) : IClassFixture<SecuredBroker>
{
    private const string Needed = "Needs an Apache Kafka distribution: KAFKA_HOME.";

    [Fact]
    public async Task LeastRights_AllWorks_AndWhatIsTakenAwayIsNamedUntilItIsGivenBack()
    {
        Assert.SkipUnless(broker.IsAvailable, Needed);
        await using var system = await SecuredSystem.StartAsync(broker, servers);
        await system.UntilReadyAsync();

        var created = await system.Api.CreateAsync("Ada");
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(HttpStatusCode.OK, (await system.Api.SendAsync(HttpMethod.Get, created.Location!)).Status);
        // What is read outside of a group needs no right on one, and says nothing of it.
        Assert.Equal([], system.Log.Where(line => line.Contains("Group authorization", StringComparison.Ordinal)));
        Assert.Equal([], system.Log.Where(line => line.Contains("failed and starts again", StringComparison.Ordinal)));

        await RepliesAreForbiddenAsync(system);
        await CommandsAreForbiddenAsync(system);
        await TheGroupIsForbiddenAsync(system);

        Assert.DoesNotContain(system.Log, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sasl_password", "wrong", "Authentication failed")]
    [InlineData("ssl_ca_location", null, "certificate verify failed")]
    [InlineData("security_protocol", "PLAINTEXT", "security.protocol")]
    [InlineData("security_protocol", "SASL_PLAINTEXT", "security.protocol")]
    public async Task WrongSetting_IsNamedInLogAndHealth(string name, string? value, string reason)
    {
        Assert.SkipUnless(broker.IsAvailable, Needed);
        await using var system = await SecuredSystem.StartAsync(
            broker, servers, api: [($"Kafka__Client__{name}", value ?? broker.WrongAuthority)], withConsumer: false);

        await system.UntilApiSaysAsync(reason);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await system.Api.CreateAsync("Nobody")).Status);
        Assert.Contains(system.Log, line => line.Contains(reason, StringComparison.Ordinal));
        Assert.DoesNotContain(system.Log, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongPassword_IsPutRightAtTheBroker_WorksWithoutARestart()
    {
        Assert.SkipUnless(broker.IsAvailable, Needed);
        await using var system = await SecuredSystem.StartAsync(
            broker, servers, api: [("Kafka__Client__sasl_password", "new-secret")], withConsumer: false);
        await system.UntilApiSaysAsync("Authentication failed");

        await broker.SetPasswordAsync("new-secret");
        try
        {
            await system.UntilApiIsReadyAsync();
            Assert.True(system.Log.Count(line => line.Contains("No connection to Kafka", StringComparison.Ordinal)) <= 5, "the log says it once for each client");
        }
        finally
        {
            await broker.SetPasswordAsync(SecuredBroker.ApiPassword);
        }
    }

    [Fact]
    public async Task NoRights_IsNamedAndMakesNoLoop_AndEndsWhenTheyAreGranted()
    {
        Assert.SkipUnless(broker.IsAvailable, Needed);
        await using var system = await SecuredSystem.StartAsync(
            broker, servers,
            api: [.. broker.Settings("nobody", "nothing", "PLAIN").Select(setting => (setting.Key, setting.Value))], withConsumer: false);
        await system.UntilApiSaysAsync("authorization failed");
        // It has been refused a few times by then.
        await Eventually.IsTrueAsync(
            () => system.Log.Count(line => line.Contains("producer ended", StringComparison.Ordinal)) >= 3, "the producer is made anew");

        // One for all topics that are followed, one for the replies, and the producers that were refused.
        Assert.True(system.Clients < 12, $"{system.Clients} clients");
        Assert.True(system.Log.Count < 300, $"{system.Log.Count} lines");

        var rights = SecuredBroker.ApiRights.Select(right => SecuredBroker.Right("nobody", right.Pattern.Name, right.Entry.Operation)).ToArray();
        await broker.GrantAsync(rights);
        try
        {
            await system.UntilApiIsReadyAsync();
        }
        finally
        {
            await broker.WithdrawAsync(rights);
        }
    }

    private async Task RepliesAreForbiddenAsync(SecuredSystem system)
    {
        var right = SecuredBroker.Right("consumer", Topics.Replies.Name, Confluent.Kafka.Admin.AclOperation.Write);
        await broker.WithdrawAsync(right);
        await system.UntilConsumerSaysAsync(Topics.Replies.Name);
        var before = await broker.CountAsync(Topics.Events);

        // The API sees on the log what came of it.
        Assert.Equal(HttpStatusCode.Created, (await system.Api.CreateAsync("Grace")).Status);
        await Eventually.IsTrueAsync(
            () => system.Log.Any(line => line.Contains("is given up, because it cannot go to users.replies", StringComparison.Ordinal)), "the reply is given up");
        // The next command is executed after the first is done with.
        Assert.Equal(HttpStatusCode.Created, (await system.Api.CreateAsync("Hedy")).Status);
        Assert.Equal(before + 2, await broker.CountAsync(Topics.Events));

        await broker.GrantAsync(right);
        await system.UntilReadyAsync();
        Assert.Equal(HttpStatusCode.Created, (await system.Api.CreateAsync("Joan")).Status);
    }

    private async Task CommandsAreForbiddenAsync(SecuredSystem system)
    {
        var right = SecuredBroker.Right("api", Topics.Commands.Name, Confluent.Kafka.Admin.AclOperation.Write);
        await broker.WithdrawAsync(right);
        await system.UntilApiSaysAsync(Topics.Commands.Name);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await system.Api.CreateAsync("Refused")).Status);

        await broker.GrantAsync(right);
        await system.UntilReadyAsync();
        Assert.Equal(HttpStatusCode.Created, (await system.Api.CreateAsync("Taken")).Status);
    }

    private async Task TheGroupIsForbiddenAsync(SecuredSystem system)
    {
        var right = SecuredBroker.ConsumerRights[^1];
        await broker.WithdrawAsync(right);
        await system.UntilConsumerSaysAsync("Group authorization failed");

        await broker.GrantAsync(right);
        await system.UntilReadyAsync();
        await Eventually.IsTrueAsync(async () => (await system.Api.CreateAsync($"{Guid.NewGuid()}")).Status == HttpStatusCode.Created, "a user is created");
    }
}
