using Confluent.Kafka.Admin;
using Users.Contracts;
using Users.Faults.Checking;
using Users.Faults.Load;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F43. The services come with a name and a password, and lose one right after the other for a while.</summary>
public sealed class WithdrawRights() : Scenario(
    "F43",
    "a right at the brokers is withdrawn and granted again: to write replies, to write commands, to be in the group",
    "what cannot be done is refused or waits, and works again by itself within 30 s; nothing is repeated without end",
    Capabilities.RealBroker)
{
    // What the consumers' endpoint is called.
    private const string Group = "users";
    private static readonly TimeSpan Withdrawal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.Surroundings.Cluster.Rights.GrantAllAsync();
        await trial.StartAsync(apis: 2, consumers: 2, settings: trial.Surroundings.Cluster.Rights.Settings);
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        await WithoutAsync(trial, load, ResourceType.Topic, Topics.Replies.Name, AclOperation.Write, answer => answer.IsOutcome || answer.Status == 504);
        await WithoutAsync(trial, load, ResourceType.Topic, Topics.Commands.Name, AclOperation.Write, answer => answer.Status == 503);
        await WithoutAsync(trial, load, ResourceType.Group, Group, AclOperation.Read, answer => answer.IsOutcome || answer.Status is 503 or 504);
        await load.StopAsync();

        await trial.Recorder.CatchUpAsync();
        var letters = trial.Recorder.Read().DeadLetters.Count;
        trial.Expect("no dead letters", letters == 0, $"{letters}");
    }

    private static async Task WithoutAsync(
        Trial trial, LoadClient load, ResourceType type, string name, AclOperation operation, Func<Attempt, bool> isRight)
    {
        var rights = trial.Surroundings.Cluster.Rights;
        await rights.ForbidAsync(type, name, operation);
        var from = DateTimeOffset.UtcNow + Settling;
        await Task.Delay(Withdrawal);
        var to = DateTimeOffset.UtcNow;
        await rights.AllowAgainAsync(type, name, operation);
        var recovery = await RecoverAsync(trial, to);
        await GoOnAsync(load, 200);

        var during = Between(trial, from, to);
        trial.Say($"without {operation} of {name}: {Summary.OfStatuses(during)}; {recovery.TotalSeconds:0.0} s to recover");
        trial.Expect($"without {operation} of {name} the right answers", during.Count > 0 && during.All(isRight), $"{Summary.OfStatuses(during)}");
        trial.Expect($"with {operation} of {name} again it works", recovery < Limit, $"after {recovery.TotalSeconds:0.0} s");
    }
}
