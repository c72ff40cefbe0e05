using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Users.Consumer.Users;

namespace Users.Consumer.Schema.Migrations;

/// <summary>
/// Lets an operation have several steps, and notes who asked for it. One statement does it all, or nothing, and instances of the version
/// before go on writing meanwhile: what they write is step 0.
/// </summary>
[DbContext(typeof(UsersDbContext))]
[Migration("20261127190000_InboxSteps")]
internal sealed class InboxSteps : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        SET @alter_inbox = IF(
            EXISTS (
                SELECT 1 FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = 'inbox' AND column_name = 'step'),
            'DO 0',
            'ALTER TABLE inbox
                ADD COLUMN step INT NOT NULL DEFAULT 0 COMMENT ''of the operation; 0 where it has one only'' AFTER operation_id,
                ADD COLUMN caller BINARY(32) NULL COMMENT ''SHA-256 of who asked; NULL if that is not known'' AFTER fingerprint,
                DROP PRIMARY KEY, DROP KEY ux_inbox_operation_id,
                ADD PRIMARY KEY (created_at, operation_id, step), ADD UNIQUE KEY ux_inbox_operation_step (operation_id, step)');
        PREPARE alter_inbox FROM @alter_inbox;
        EXECUTE alter_inbox;
        DEALLOCATE PREPARE alter_inbox
        """);
}
