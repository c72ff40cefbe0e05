namespace Servers;

/// <summary>A server of a test class's own, to be killed and paused.</summary>
public sealed class PrivateServer : IAsyncLifetime
{
    public DatabaseServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await DatabaseServer.StartNewAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
