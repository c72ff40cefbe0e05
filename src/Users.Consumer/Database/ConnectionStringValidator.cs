using Microsoft.Extensions.Options;
using MySqlConnector;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Refuses a connection string that cannot be read, or that names no database.</summary>
internal sealed class ConnectionStringValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return ValidateOptionsResult.Skip;
        }

        try
        {
            return new MySqlConnectionStringBuilder(options.ConnectionString).Database is { Length: > 0 }
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("ConnectionStrings:Users names no database: add 'Database=...'.");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // The message of the driver can repeat a password.
            return ValidateOptionsResult.Fail("ConnectionStrings:Users is not a connection string of MySQL.");
        }
    }
}
