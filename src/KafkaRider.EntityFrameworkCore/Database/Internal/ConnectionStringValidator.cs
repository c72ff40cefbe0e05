using KafkaRider.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace KafkaRider.Internal;

/// <summary>Refuses a connection string that is missing, cannot be read, or names no database.</summary>
internal sealed class ConnectionStringValidator(string connectionName) : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return Fail($" is missing: it names the database, as in 'Server=localhost;Database={connectionName.ToLowerInvariant()};User ID=...'.");
        }

        try
        {
            return new MySqlConnectionStringBuilder(options.ConnectionString).Database is { Length: > 0 }
                ? ValidateOptionsResult.Success
                : Fail(" names no database: add 'Database=...'.");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // The message of the driver can repeat a password.
            return Fail(" is not a connection string of MySQL.");
        }
    }

    private ValidateOptionsResult Fail(string reason) => ValidateOptionsResult.Fail($"ConnectionStrings:{connectionName}{reason}");
}
