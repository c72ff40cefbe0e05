using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Users.Consumer.Users;

namespace Users.Consumer.Schema.Migrations;

/// <summary>The tables as versions before migrations made them. Databases of those have them.</summary>
[DbContext(typeof(UsersDbContext))]
[Migration("20261127093518_UsersAndInbox")]
internal sealed class UsersAndInbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE TABLE IF NOT EXISTS users (
                id         BINARY(16)   NOT NULL COMMENT 'version 7 UUID, big-endian, so that rows go in roughly in order',
                name       VARCHAR(255) NOT NULL COMMENT 'as given',
                name_key   BINARY(32)   NULL     COMMENT 'SHA-256 of the normalised name; NULL frees the name',
                version    INT          NOT NULL,
                created_at DATETIME(6)  NOT NULL COMMENT 'UTC',
                updated_at DATETIME(6)  NOT NULL COMMENT 'UTC',
                PRIMARY KEY (id),
                UNIQUE KEY ux_users_name_key (name_key)
            ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
            """);
        migrationBuilder.Sql(
            """
            CREATE TABLE IF NOT EXISTS inbox (
                operation_id BINARY(16)  NOT NULL,
                message_id   BINARY(16)  NOT NULL COMMENT 'the message that was executed: another one with this operation id is a retry',
                fingerprint  BINARY(32)  NOT NULL COMMENT 'SHA-256 of the command type and content',
                outcome_type VARCHAR(64) NOT NULL,
                outcome      TEXT        NOT NULL COMMENT 'JSON, kept as it was written',
                created_at   DATETIME(6) NOT NULL COMMENT 'UTC',
                PRIMARY KEY (operation_id),
                KEY ix_inbox_created_at (created_at)
            ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
            """);
    }
}
