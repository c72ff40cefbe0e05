using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Users.Consumer.Users;

namespace Users.Consumer.Schema;

/// <summary>Gives <c>dotnet ef</c> a context to generate migrations from. It needs no server for that.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<UsersDbContext>
{
    public UsersDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<UsersDbContext>().UseMySql(new MySqlServerVersion(new Version(8, 4))).Options);
}
