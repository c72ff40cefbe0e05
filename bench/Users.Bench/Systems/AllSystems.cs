namespace Users.Bench.Systems;

/// <summary>Lists what is measured.</summary>
internal static class AllSystems
{
    public const string Ours = "ours";
    public const string OursTwice = "ours-2x2";
    public const string Direct = "direct";
    public const string GroupCommit = "group-commit";

    public static IReadOnlyList<BenchSystem> Create() =>
    [
        new(Ours, "ours: one API, one consumer", rig => [rig.Consumer(), rig.Api()]),
        new(OursTwice, "ours: two APIs, two consumers", rig => [rig.Consumer(), rig.Consumer(), rig.Api(), rig.Api()]),
        new(Direct, "without Kafka: one INSERT per request", rig => [rig.Server(BenchSystem.Api, "direct")]),
        new(GroupCommit, "without Kafka: our store called directly", rig => [rig.Server(BenchSystem.Api, "group-commit")]),
    ];
}
