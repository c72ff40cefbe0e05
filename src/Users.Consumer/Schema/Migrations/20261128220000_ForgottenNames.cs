using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Users.Consumer.Users;

namespace Users.Consumer.Schema.Migrations;

/// <summary>Takes the names out of what is left of users that were deleted. Instances of the version before leave them until they are replaced.</summary>
[DbContext(typeof(UsersDbContext))]
[Migration("20261128220000_ForgottenNames")]
internal sealed class ForgottenNames : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("UPDATE users SET name = '' WHERE name_key IS NULL AND name <> ''");
}
