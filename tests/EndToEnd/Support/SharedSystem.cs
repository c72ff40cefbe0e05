namespace Users.EndToEnd.Support;

/// <summary>Two APIs and two consumers for tests that leave the system as it is, and make up names of their own.</summary>
public sealed class SharedSystem(Servers servers) : IAsyncLifetime
{
    private LocalSystem? _system;

    public LocalSystem System => _system!;

    // The second consumer may join only now: whom its partitions belonged to executes nothing of theirs meanwhile, and on a slow machine that takes a while.
    public async ValueTask InitializeAsync() =>
        _system = await LocalSystem.StartAsync(
            servers, apis: 2, consumers: 2, ("Reading__ConsistencyTimeout", "00:01:00"), ("Requests__Timeout", "00:01:00"));

    public ValueTask DisposeAsync() => _system?.DisposeAsync() ?? ValueTask.CompletedTask;
}
