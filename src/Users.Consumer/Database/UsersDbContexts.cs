using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Users.Consumer.Schema;

namespace Users.Consumer.Database;

/// <summary>Makes contexts for whichever server there is, which is not known before it has been reached once.</summary>
internal sealed class UsersDbContexts(UsersDatabase database)
{
    private DbContextOptions<UsersDbContext>? _options;

    public async Task<UsersDbContext> CreateAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        _options ??= CreateOptions(ServerVersion.Parse(connection.ServerVersion));

        var context = new UsersDbContext(_options);
        context.Database.SetDbConnection(connection, contextOwnsConnection: true);
        return context;
    }

    /// <summary>Says how contexts talk to a server of this kind. They get their connections one by one, so that all share what is built for it.</summary>
    public static DbContextOptions<UsersDbContext> CreateOptions(ServerVersion version) =>
        new DbContextOptionsBuilder<UsersDbContext>()
            .UseMySql(version)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ReplaceService<IHistoryRepository, UsersHistoryRepository>()
            .Options;
}
