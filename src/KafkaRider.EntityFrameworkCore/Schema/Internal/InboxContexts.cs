using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Makes contexts for whichever server there is, which is not known before it has been reached once.</summary>
internal sealed class InboxContexts<TDbContext>(InboxDatabase database, IServiceProvider provider) : IDbContextFactory<TDbContext>
    where TDbContext : DbContext
{
    private static readonly ObjectFactory<TDbContext> Create = ActivatorUtilities.CreateFactory<TDbContext>([typeof(DbContextOptions<TDbContext>)]);

    private DbContextOptions<TDbContext>? _options;

    public TDbContext CreateDbContext() => CreateDbContextAsync().GetAwaiter().GetResult();

    public async Task<TDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return CreateOn(connection, ownsConnection: true);
    }

    /// <summary>Makes a context on a connection that is open.</summary>
    public TDbContext CreateOn(MySqlConnection connection, bool ownsConnection = false)
    {
        // One for all contexts, so that all share what Entity Framework builds for it.
        _options ??= CreateOptions(ServerVersion.Parse(connection.ServerVersion));
        var context = Create(provider, [_options]);
        context.Database.SetDbConnection(connection, ownsConnection);
        return context;
    }

    /// <summary>Says how contexts talk to a server of this kind. They get their connections one by one.</summary>
    public static DbContextOptions<TDbContext> CreateOptions(ServerVersion version) => new DbContextOptionsBuilder<TDbContext>()
        .UseMySql(version)
        .ReplaceService<IHistoryRepository, LockedHistoryRepository>()
        .Options;
}
