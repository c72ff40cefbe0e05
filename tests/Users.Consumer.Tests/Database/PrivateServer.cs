namespace Users.Consumer.Tests.Database;

/// <summary>A server of a test class's own, to be killed and paused.</summary>
public sealed class PrivateServer : IAsyncLifetime
{
    public MariaDbServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MariaDbServer.StartNewAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
