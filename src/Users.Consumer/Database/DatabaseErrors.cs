using System.Data.Common;
using System.Net.Sockets;
using MySqlConnector;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Tells apart what a database error is about.</summary>
internal static class DatabaseErrors
{
    /// <summary>
    /// Says whether the same command can succeed later: the database cannot be reached, is full, read-only, misconfigured, overloaded, and
    /// whatever else is not about the values of this very command.
    /// </summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        StoreUnavailableException => true,
        DbException => !IsDataError(exception) && !IsDuplicateKey(exception),
        TimeoutException or IOException or SocketException => true,
        _ => false,
    };

    /// <summary>Says whether a unique key was violated: another session inserted the same key first.</summary>
    public static bool IsDuplicateKey(Exception exception) => Number(exception) is 1062 or 1586;

    /// <summary>Says whether a transaction lost a conflict over locks: a deadlock, or a lock that another session keeps.</summary>
    public static bool IsLockConflict(Exception exception) => Number(exception) is 1205 or 1213;

    /// <summary>Says whether the database did not answer in time.</summary>
    public static bool IsTimeout(Exception exception) =>
        exception is TimeoutException or MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired };

    /// <summary>Says whether the database refuses the values of a command (SQLSTATE classes 22 and 23, apart from duplicate keys).</summary>
    public static bool IsDataError(Exception exception) => exception is MySqlException error && !IsDuplicateKey(error)
        && (error.SqlState is ['2', '2' or '3', ..]
            || error.Number is 1265 // truncated
                or 1364 // no value
                or 1366 // not of the character set
                or 1644 // raised by a trigger
                or 3819); // check constraint of MySQL

    /// <summary>Says in words, without a secret, what keeps the database from being used.</summary>
    public static string Explain(Exception exception) => Number(exception) switch
    {
        1044 or 1142 or 1143 or 1227 =>
            "the database user has too few rights: SELECT, INSERT, UPDATE and DELETE, and CREATE, ALTER, DROP and INDEX while the schema is not up to date",
        1045 or 1698 => "the database refuses the user or the password",
        1049 => "there is no such database",
        1146 => "its tables are missing",
        _ when exception is StoreUnavailableException => exception.Message,
        _ => "the database does not answer",
    };

    private static int? Number(Exception exception) => (exception as MySqlException)?.Number;
}
