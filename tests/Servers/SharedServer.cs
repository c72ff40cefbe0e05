
[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Servers;

/// <summary>The server for all tests that leave it as it is: the one that <c>ConnectionStrings__Users</c> names, or a private one.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private DatabaseServer? _private;

    public string ConnectionString { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Users") is { Length: > 0 } given)
        {
            ConnectionString = given;
            return;
        }

        _private = await DatabaseServer.StartNewAsync();
        ConnectionString = _private.ConnectionString;
    }

    public ValueTask DisposeAsync() => _private?.DisposeAsync() ?? ValueTask.CompletedTask;
}
