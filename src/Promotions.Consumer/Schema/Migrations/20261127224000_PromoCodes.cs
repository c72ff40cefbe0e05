using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Promotions.Consumer.PromoCodes;

namespace Promotions.Consumer.Schema.Migrations;

/// <summary>Makes the tables. Each statement can be repeated after a start that was cut short.</summary>
[DbContext(typeof(PromotionsDbContext))]
[Migration("20261127224000_PromoCodes")]
internal sealed class PromoCodes : Migration
{
    private const string Table = "ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            $"""
            CREATE TABLE IF NOT EXISTS promo_codes (
                code             VARCHAR(32) NOT NULL COMMENT 'in capital letters',
                discount         INT         NOT NULL COMMENT 'percent',
                redemption_limit INT         NOT NULL COMMENT 'how many redemptions may count at a time',
                redeemed         INT         NOT NULL COMMENT 'how many redemptions count',
                expires_at       DATETIME(6) NOT NULL COMMENT 'UTC',
                created_at       DATETIME(6) NOT NULL COMMENT 'UTC',
                PRIMARY KEY (code)
            ) {Table}
            """);
        migrationBuilder.Sql(
            $"""
            CREATE TABLE IF NOT EXISTS redemptions (
                code          VARCHAR(32) NOT NULL COMMENT 'no foreign key: what is released may be of a code that there is not',
                redemption_id BINARY(16)  NOT NULL,
                is_released   TINYINT(1)  NOT NULL COMMENT 'it does not count, and never will',
                created_at    DATETIME(6) NOT NULL COMMENT 'UTC',
                PRIMARY KEY (code, redemption_id)
            ) {Table}
            """);
        migrationBuilder.Sql(
            $"""
            CREATE TABLE IF NOT EXISTS inbox (
                operation_id BINARY(16)  NOT NULL,
                step         INT         NOT NULL DEFAULT 0 COMMENT 'of the operation; 0 where it has one only',
                message_id   BINARY(16)  NOT NULL COMMENT 'the message that was executed: another one with this operation id is a retry',
                fingerprint  BINARY(32)  NOT NULL COMMENT 'SHA-256 of the command type and content',
                caller       BINARY(32)  NULL     COMMENT 'SHA-256 of who asked; NULL if that is not known',
                outcome_type VARCHAR(64) NOT NULL,
                outcome      TEXT        NOT NULL COMMENT 'JSON, kept as it was written',
                created_at   DATETIME(6) NOT NULL COMMENT 'UTC',
                PRIMARY KEY (created_at, operation_id, step),
                UNIQUE KEY ux_inbox_operation_step (operation_id, step)
            ) {Table}
            """);
    }
}
