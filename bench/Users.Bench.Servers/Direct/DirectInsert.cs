using System.Threading.Channels;
using MySql.Data.MySqlClient;
using Users.Bench.Servers.Http;
using Users.Consumer.Database;
using Users.Consumer.Schema;
using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Bench.Servers.Direct;

/// <summary>Creates each user with one INSERT of its own, which is its own transaction, over a fixed number of connections.</summary>
/// <remarks>
/// The connections are lent here rather than by the driver's pool: waiting for one of those blocks a thread, and at more requests than
/// connections that ends all progress.
/// </remarks>
internal sealed class DirectInsert(IConfiguration configuration, SchemaState schema) : IUserCreation, IHostedService, IAsyncDisposable
{
    private readonly Channel<InsertConnection> _idle = Channel.CreateUnbounded<InsertConnection>();
    private readonly List<InsertConnection> _all = [];

    public async Task<object> CreateAsync(CreateUser command, CancellationToken cancellationToken)
    {
        var name = ValidName.Parse(command.Name);
        var now = DateTimeOffset.UtcNow;
        var user = new User(Guid.CreateVersion7(now), name.Given, name.Key, Version: 1, now.UtcDateTime, now.UtcDateTime);
        var connection = await _idle.Reader.ReadAsync(cancellationToken);

        try
        {
            await connection.InsertAsync(user);
            return new UserCreated(user.Id, user.Name, user.Version, now);
        }
        catch (MySqlException exception) when (DatabaseErrors.IsDuplicateKey(exception))
        {
            return new UserDuplicated(await connection.FindAsync(name.Key), name.Given);
        }
        finally
        {
            _idle.Writer.TryWrite(connection);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await schema.WhenInPlace.WaitAsync(cancellationToken);

        for (var number = 0; number < configuration.GetValue("Direct:Connections", 32); number++)
        {
            var connection = await InsertConnection.OpenAsync(configuration.GetConnectionString("Users")!, cancellationToken);
            _all.Add(connection);
            _idle.Writer.TryWrite(connection);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _all)
        {
            await connection.DisposeAsync();
        }
    }
}
