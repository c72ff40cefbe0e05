namespace Users.EndToEnd.Support;

/// <summary>Two APIs and two consumers for tests that leave the system as it is.</summary>
public sealed class SharedSystem : IAsyncLifetime
{
    private LocalSystem? _system;

    public LocalSystem System => _system!;

    public async ValueTask InitializeAsync() => _system = await LocalSystem.StartAsync(apis: 2, consumers: 2);

    public ValueTask DisposeAsync() => _system?.DisposeAsync() ?? ValueTask.CompletedTask;
}
