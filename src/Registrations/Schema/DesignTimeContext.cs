using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Users.Registrations.Schema;

/// <summary>Gives <c>dotnet ef</c> a context to generate migrations from. It needs no server for that.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<RegistrationsDbContext>
{
    public RegistrationsDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<RegistrationsDbContext>().UseMySql(new MySqlServerVersion(new Version(8, 4))).Options);
}
