using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Promotions.Consumer.PromoCodes;

namespace Promotions.Consumer.Schema.Migrations;

/// <summary>Notes when redemptions were released, so that they can be forgotten. Each statement can be repeated after a start that was cut short.</summary>
[DbContext(typeof(PromotionsDbContext))]
[Migration("20261128010000_ReleasedRedemptions")]
internal sealed class ReleasedRedemptions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            SET @missing = (SELECT COUNT(*) = 0 FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = 'redemptions' AND column_name = 'released_at');
            SET @add = IF(@missing,
                'ALTER TABLE redemptions ADD COLUMN released_at DATETIME(6) NULL COMMENT ''UTC; NULL while it counts'', ADD KEY ix_redemptions_released (released_at)',
                'DO 0');
            PREPARE add_column FROM @add;
            EXECUTE add_column;
            DEALLOCATE PREPARE add_column;
            """);

        // When that was nobody has noted: they are kept as if it were now.
        migrationBuilder.Sql("UPDATE redemptions SET released_at = UTC_TIMESTAMP(6) WHERE is_released = 1 AND released_at IS NULL");
    }
}
