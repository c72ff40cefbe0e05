using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Users.Consumer.Database;

/// <summary>Gives <c>dotnet ef</c> a context to generate migrations from. It needs no server for that.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<UsersDbContext>
{
    public UsersDbContext CreateDbContext(string[] args) => new(UsersDbContexts.CreateOptions(new MySqlServerVersion(new Version(8, 4))));
}
