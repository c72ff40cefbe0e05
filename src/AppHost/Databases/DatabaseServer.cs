using Users.AppHost.Processes;

namespace Users.AppHost.Databases;

/// <summary>The MySQL or MariaDB server that holds the users, however it comes to run.</summary>
public abstract class DatabaseServer : IAsyncDisposable
{
    /// <summary>Gets how the consumer connects.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Gets how the consumer connects, for the user: it is printed, so no password is in it.</summary>
    public string Address => ConnectionText.WithoutPasswords(ConnectionString);

    /// <summary>Gets what it is, for the user.</summary>
    public abstract string Description { get; }

    /// <summary>Gets the process that it runs in, where that is one of ours.</summary>
    public virtual ServerProcess? Process => null;

    /// <summary>Uses the running server, or starts the private one, that <paramref name="options"/> ask for.</summary>
    public static async Task<DatabaseServer> StartAsync(DatabaseServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);

        return options.ConnectionString is { } connectionString
            ? new RunningDatabase(connectionString)
            : await PrivateDatabase.OpenAsync(options, cancellationToken);
    }

    /// <summary>Stops it, as in an outage. Its data stays.</summary>
    public abstract Task GoDownAsync();

    /// <summary>Ends an outage.</summary>
    public abstract Task ComeBackAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        return ValueTask.CompletedTask;
    }
}
