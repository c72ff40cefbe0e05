namespace Users.AppHost.Databases;

/// <summary>Says which database server to use.</summary>
public sealed class DatabaseServerOptions
{
    /// <summary>Gets the server that runs already; <see langword="null"/> starts a private one.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// Gets the distribution of MySQL or MariaDB that a private server is started from; by default the one that <c>DATABASE_HOME</c> names, and
    /// <see langword="null"/>, what is installed.
    /// </summary>
    public string? Home { get; init; } = EnvironmentVariable.Find("DATABASE_HOME");

    /// <summary>Gets the folder where a private server keeps its data.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Gets the port on which a private server listens, if it is free; 0 is any.</summary>
    public int Port { get; init; }

    /// <summary>Gets what takes a line about each step of the preparation.</summary>
    public Action<string> Report { get; init; } = _ => { };

    /// <summary>Reads <c>ConnectionStrings__Users</c>.</summary>
    public static DatabaseServerOptions FromEnvironment(string dataFolder, int port = 0, Action<string>? report = null) => new()
    {
        ConnectionString = EnvironmentVariable.Find("ConnectionStrings__Users"),
        DataFolder = dataFolder,
        Port = port,
        Report = report ?? (_ => { }),
    };
}
