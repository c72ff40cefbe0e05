using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Users.Consumer.Users;

namespace Users.Consumer.Schema.Migrations;

/// <summary>
/// Lays the rows of the inbox in the order of time instead of that of their operation ids, which is none. One statement does it all, or nothing,
/// and instances of the version before go on writing meanwhile.
/// </summary>
[DbContext(typeof(UsersDbContext))]
[Migration("20261127093656_InboxByTime")]
internal sealed class InboxByTime : Migration
{
    // MySQL cannot say DROP KEY IF EXISTS: after a start that was cut short behind the statement, there is nothing left to do.
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        SET @alter_inbox = IF(
            EXISTS (
                SELECT 1 FROM information_schema.statistics
                WHERE table_schema = DATABASE() AND table_name = 'inbox' AND index_name = 'ix_inbox_created_at'),
            'ALTER TABLE inbox
                DROP PRIMARY KEY, DROP KEY ix_inbox_created_at,
                ADD PRIMARY KEY (created_at, operation_id), ADD UNIQUE KEY ux_inbox_operation_id (operation_id)',
            'DO 0');
        PREPARE alter_inbox FROM @alter_inbox;
        EXECUTE alter_inbox;
        DEALLOCATE PREPARE alter_inbox
        """);
}
