using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace KafkaRider.Internal;

/// <summary>Puts the password that is given on its own into the connection string, where signs such as <c>;</c> and <c>"</c> need quoting.</summary>
internal static class DatabasePassword
{
    public const string Key = "Database:Password";

    public static string? AddTo(string? connectionString, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(connectionString) || configuration[Key] is not { Length: > 0 } password)
        {
            return connectionString;
        }

        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString, ["Password"] = password }.ConnectionString;
        }
        catch (ArgumentException)
        {
            // It cannot be read, which the validator says.
            return connectionString;
        }
    }
}
