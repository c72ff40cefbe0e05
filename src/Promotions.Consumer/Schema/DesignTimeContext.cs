using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Promotions.Consumer.PromoCodes;

namespace Promotions.Consumer.Schema;

/// <summary>Gives <c>dotnet ef</c> a context to generate migrations from. It needs no server for that.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<PromotionsDbContext>
{
    public PromotionsDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PromotionsDbContext>().UseMySql(new MySqlServerVersion(new Version(8, 4))).Options);
}
