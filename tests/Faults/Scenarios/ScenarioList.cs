using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>Lists the scenarios.</summary>
public static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new KillApi(),
        new KillConsumerBeforeReply(),
        new KillConsumerBeforeCommitOfOffset(),
        new KillConsumerBeforeDatabaseCommit(),
        new SuspendApi(),
        new KillBrokers(),
        new BounceLeaders(),
        new TooFewInSync(),
        new SlowBrokers(),
        new PartitionFromBrokers(),
        new DisturbDatabase(),
        new RefuseReplies(),
        new PoisonRecords(),
        new RebalanceStorm(),
        new RollingRestart(),
        new ScaleApi(),
        new ImpatientClients(),
        new ReuseKey(),
        new Overload(),
        new BadReplyAddresses(),
        new RebalanceWhileStalled(),
        new AddPartitions(),
        new DeleteReplies(),
        new LoseReplyPartitions(),
        new Soak(),
        new ReadOnlyDatabase(),
        new SmallPackets(),
        new WithdrawRights(),
        new RegisterMany(),
        new KillRegistrationHosts(),
        new KillParticipants(),
        new KillWaitingApi(),
        new LoseUsersDuringUndo(),
        new KillBrokersOfRegistrations(),
        new BounceBrokersOfRegistrations(),
        new RefuseRegistrationReplies(),
        new RebalanceRegistrations(),
        new RestartServicesOfRegistrations(),
        new ShowRegistrations(),
        new OverloadRegistrations(),
    ];

    /// <summary>Tells whether brokers of a kind suffice for a scenario.</summary>
    public static bool CanRun(Scenario scenario, bool real, int brokers)
    {
        ArgumentNullException.ThrowIfNull(scenario);

        return (real || !scenario.Needs.HasFlag(Capabilities.RealBroker)) && (brokers > 1 || !scenario.Needs.HasFlag(Capabilities.ManyBrokers));
    }
}
