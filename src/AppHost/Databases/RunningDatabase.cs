namespace Users.AppHost.Databases;

/// <summary>A server that somebody else runs.</summary>
internal sealed class RunningDatabase(string connectionString) : DatabaseServer
{
    public override string ConnectionString => connectionString;

    public override string Description => "the running server that ConnectionStrings__Users names";

    public override Task GoDownAsync() => throw NotOurs();

    public override Task ComeBackAsync(CancellationToken cancellationToken) => throw NotOurs();

    private static NotSupportedException NotOurs() => new("A database server that somebody else runs cannot be stopped from here.");
}
