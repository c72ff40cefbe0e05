using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Users.Consumer.Users;

namespace Users.Consumer.Schema.Migrations;

/// <summary>Notes that the keys of all names follow the rules of today. <see cref="NameKeys"/> sees to that before: SQL does not know them.</summary>
[DbContext(typeof(UsersDbContext))]
[Migration(Id)]
internal sealed class FoldedNames : Migration
{
    public const string Id = "20261127160000_FoldedNames";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
    }
}
