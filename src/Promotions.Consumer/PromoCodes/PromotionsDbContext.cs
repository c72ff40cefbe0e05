using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Promotions.Consumer.PromoCodes;

/// <summary>Represents what the database holds.</summary>
internal sealed class PromotionsDbContext(DbContextOptions<PromotionsDbContext> options) : DbContext(options)
{
    public const string RedemptionsTable = "redemptions";
    public const string ReleasedAt = "released_at";

    private const string Utc = "UTC";

    public DbSet<PromoCodeRow> PromoCodes => Set<PromoCodeRow>();

    public DbSet<RedemptionRow> Redemptions => Set<RedemptionRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuidConverter>().HaveColumnType("binary(16)");
        configurationBuilder.Properties<DateTime>().HaveColumnType("datetime(6)");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasCharSet("utf8mb4").UseCollation("utf8mb4_bin");

        modelBuilder.Entity<PromoCodeRow>(promo =>
        {
            promo.ToTable("promo_codes");
            promo.HasKey(x => x.Code);
            promo.Property(x => x.Code).HasColumnName("code").HasMaxLength(32).HasComment("in capital letters");
            promo.Property(x => x.Discount).HasColumnName("discount").HasComment("percent");
            promo.Property(x => x.Limit).HasColumnName("redemption_limit").HasComment("how many redemptions may count at a time");
            promo.Property(x => x.Redeemed).HasColumnName("redeemed").HasComment("how many redemptions count");
            promo.Property(x => x.ExpiresAt).HasColumnName("expires_at").HasComment(Utc);
            promo.Property(x => x.CreatedAt).HasColumnName("created_at").HasComment(Utc);
        });

        modelBuilder.Entity<RedemptionRow>(redemption =>
        {
            redemption.ToTable(RedemptionsTable);
            redemption.HasKey(x => new { x.Code, x.Id });
            redemption.Property(x => x.Code).HasColumnName("code").HasMaxLength(32)
                .HasComment("no foreign key: what is released may be of a code that there is not");
            redemption.Property(x => x.Id).HasColumnName("redemption_id").ValueGeneratedNever();
            redemption.Property(x => x.IsReleased).HasColumnName("is_released").HasComment("it does not count, and never will");
            redemption.Property(x => x.CreatedAt).HasColumnName("created_at").HasComment(Utc);
            redemption.Property(x => x.ReleasedAt).HasColumnName(ReleasedAt).HasComment("UTC; NULL while it counts");
            redemption.HasIndex(x => x.ReleasedAt).HasDatabaseName("ix_redemptions_released");
        });

        modelBuilder.AddInbox();
    }
}
