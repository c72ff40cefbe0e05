namespace Users.EndToEnd.Support;

/// <summary>A system with two APIs and two hosts of registrations, for all tests of registrations: each makes up names and codes of its own.</summary>
public sealed class SharedRegistrations(Servers servers) : IAsyncLifetime
{
    private RegistrationsSystem? _system;

    public RegistrationsSystem System => _system!;

    public async ValueTask InitializeAsync() => _system = await RegistrationsSystem.StartAsync(
        servers, apis: 2, hosts: 2,
        ("Registrations__StepTimeout", "00:00:10"), ("Registrations__CompensationAttempts", "3"), ("Requests__Timeout", "00:01:00"),
        ("Reading__ConsistencyTimeout", "00:01:00"));

    public ValueTask DisposeAsync() => _system?.DisposeAsync() ?? ValueTask.CompletedTask;
}
