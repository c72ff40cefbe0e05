using Users.AppHost.Databases;

namespace Users.AppHost.Tests.Databases;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("Server=db;User ID=users;Password=secret;Database=users")]
    [InlineData("Server=db;User ID=users;PWD=secret;Database=users")]
    [InlineData("Server=db;User ID=users;Password=\"a;b secret\";Database=users")]
    [InlineData("Server=db;User ID=users;Password='';pwd=secret;Database=users")]
    [InlineData("Server=db;User ID=users;Certificate Password=secret;Database=users")]
    public async Task Address_OfARunningServer_HoldsNoPassword(string connectionString)
    {
        await using var database = new RunningDatabase(connectionString);

        Assert.DoesNotContain("secret", database.Address, StringComparison.Ordinal);
        Assert.Equal("server=db;user id=users;database=users", database.Address, ignoreCase: true);
        Assert.Equal(connectionString, database.ConnectionString);
    }

    [Theory]
    [InlineData("Server=db;Password='secret")]
    [InlineData("secret")]
    public async Task Address_ThatCannotBeRead_IsNotRepeated(string connectionString)
    {
        await using var database = new RunningDatabase(connectionString);

        Assert.DoesNotContain("secret", database.Address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=localhost;Database=users;User ID=me;Password='a;b'", "server=localhost;database=promotions;user id=me;password=\"a;b\"")]
    [InlineData("Server=localhost;Initial Catalog=users", "server=localhost;database=promotions")]
    [InlineData("nonsense", "nonsense")]
    public void WithDatabase_NamesAnotherOneOnTheSameServer(string connectionString, string expected) =>
        Assert.Equal(expected, ConnectionText.WithDatabase(connectionString, "promotions"), ignoreCase: true);
}
