using System.Linq.Expressions;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using Users.Consumer.Users;

namespace Users.Consumer.Tests.Database;

/// <summary>Reads and writes the tables of users in a test's database.</summary>
internal static class UsersTables
{
    public static async Task<int> CountAsync<T>(this TestDatabase database)
        where T : class
    {
        await using var context = await database.CreateContextAsync();
        return await context.Set<T>().CountAsync();
    }

    public static async Task<int> CountAsync<T>(this TestDatabase database, Expression<Func<T, bool>> predicate)
        where T : class
    {
        await using var context = await database.CreateContextAsync();
        return await context.Set<T>().CountAsync(predicate);
    }

    public static async Task<UsersDbContext> CreateContextAsync(this TestDatabase database)
    {
        var connection = new MySqlConnection(
            new MySqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, AllowUserVariables = true, UseAffectedRows = false }.ConnectionString);
        await connection.OpenAsync();
        var context = new UsersDbContext(InboxContexts<UsersDbContext>.CreateOptions(ServerVersion.Parse(connection.ServerVersion)));
        context.Database.SetDbConnection(connection, contextOwnsConnection: true);
        return context;
    }
}
