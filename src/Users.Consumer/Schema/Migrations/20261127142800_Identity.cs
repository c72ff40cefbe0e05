using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Users.Consumer.Users;

namespace Users.Consumer.Schema.Migrations;

/// <summary>
/// Gives the database an id that it keeps wherever it is moved to. It is no entity: one row, written here and read by
/// the inbox.
/// </summary>
[DbContext(typeof(UsersDbContext))]
[Migration("20261127142800_Identity")]
internal sealed class Identity : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE TABLE IF NOT EXISTS identity (
                one TINYINT    NOT NULL COMMENT 'there is one row',
                id  BINARY(16) NOT NULL COMMENT 'of this database: consumers of another one do not execute for it',
                PRIMARY KEY (one)
            ) ENGINE = InnoDB
            """);

        // Made here: no statement that a replica would execute otherwise.
        migrationBuilder.Sql($"INSERT IGNORE INTO identity (one, id) VALUES (1, x'{Guid.NewGuid():N}')");
    }
}
