using System.Data.Common;

namespace Users.AppHost.Databases;

/// <summary>Makes of a connection string another one.</summary>
internal static class ConnectionText
{
    /// <summary>Returns the connection string without whatever is a password by its name.</summary>
    public static string WithoutPasswords(string connectionString)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };

            foreach (var name in settings.Keys.Cast<string>().Where(IsPassword).ToList())
            {
                settings.Remove(name);
            }

            return settings.ConnectionString;
        }
        catch (ArgumentException)
        {
            // Where a password begins and ends in it cannot be told.
            return "(a connection string that cannot be read)";
        }
    }

    /// <summary>Returns the connection string of another database on the same server. One that cannot be read stays as it is, and is refused by whoever uses it.</summary>
    public static string WithDatabase(string connectionString, string database)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
            settings.Remove("Initial Catalog");
            settings["Database"] = database;
            return settings.ConnectionString;
        }
        catch (ArgumentException)
        {
            return connectionString;
        }
    }

    private static bool IsPassword(string name) =>
        name.Contains("password", StringComparison.OrdinalIgnoreCase) || name.Contains("pwd", StringComparison.OrdinalIgnoreCase);
}
