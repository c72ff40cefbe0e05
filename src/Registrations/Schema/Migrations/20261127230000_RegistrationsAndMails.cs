using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Users.Registrations.Schema.Migrations;

/// <summary>Makes the tables. Each statement can be repeated after a start that was cut short.</summary>
[DbContext(typeof(RegistrationsDbContext))]
[Migration("20261127230000_RegistrationsAndMails")]
internal sealed class RegistrationsAndMails : Migration
{
    private const string Table = "ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            $"""
            CREATE TABLE IF NOT EXISTS saga (
                id         BINARY(16)  NOT NULL,
                type       VARCHAR(64) NOT NULL,
                state      VARCHAR(64) NOT NULL,
                version    INT         NOT NULL COMMENT 'how many events were handled',
                body       MEDIUMTEXT  NOT NULL COMMENT 'the instance, JSON',
                handled    BLOB        NOT NULL COMMENT 'ids of the events that were handled, the last at the end',
                outgoing   MEDIUMTEXT  NOT NULL COMMENT 'what the last event sent, JSON',
                started_at DATETIME(6) NOT NULL COMMENT 'UTC',
                updated_at DATETIME(6) NOT NULL COMMENT 'UTC',
                ended_at   DATETIME(6) NULL     COMMENT 'UTC; NULL while it runs',
                closed     TINYINT(1)  NOT NULL COMMENT 'whether it takes no more events',
                PRIMARY KEY (id, type),
                KEY ix_saga_state (type, state, updated_at),
                KEY ix_saga_ended (ended_at)
            ) {Table}
            """);
        migrationBuilder.Sql(
            $"""
            CREATE TABLE IF NOT EXISTS saga_timer (
                id      BINARY(16)  NOT NULL,
                due_at  DATETIME(6) NOT NULL COMMENT 'UTC',
                records MEDIUMTEXT  NOT NULL COMMENT 'what is to be written then, JSON',
                PRIMARY KEY (id),
                KEY ix_saga_timer_due (due_at)
            ) {Table}
            """);
        migrationBuilder.Sql(
            $"""
            CREATE TABLE IF NOT EXISTS mails (
                operation_id BINARY(16)  NOT NULL,
                user_id      BINARY(16)  NOT NULL,
                text         TEXT        NOT NULL,
                created_at   DATETIME(6) NOT NULL COMMENT 'UTC',
                PRIMARY KEY (operation_id)
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
