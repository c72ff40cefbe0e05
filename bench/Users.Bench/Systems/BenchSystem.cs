using Users.Bench.Load;

namespace Users.Bench.Systems;

/// <summary>Something to measure.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">What the report calls it.</param>
/// <param name="CreateParts">Returns its processes in the order of their start. The broker and the database run already.</param>
internal sealed record BenchSystem(string Name, string Title, Func<Rig, IReadOnlyList<Part>> CreateParts)
{
    public const string Api = "api";
    public const string Consumer = "consumer";
    public const string Broker = "broker";
    public const string Database = "database";
    public const string Load = "load";

    /// <summary>Gets what this machine lacks to run it.</summary>
    public string? Missing { get; init; }

    /// <summary>Gets whether every answer stands for a row in the table of users.</summary>
    public bool StoresUsers { get; init; } = true;

    /// <summary>Gets what has to be done before each turn.</summary>
    public Func<Rig, CancellationToken, Task> PrepareAsync { get; init; } = (_, _) => Task.CompletedTask;

    public static ILoad CreateLoad(IReadOnlyList<Part> parts)
    {
        var ports = parts.Where(part => part.Role == Api).Select(part => part.Port!.Value).ToList();

        return parts.SingleOrDefault(part => part.Role == Load) is { Port: { } port } ? new RemoteLoad(port) : new WrkLoad(ports);
    }
}
