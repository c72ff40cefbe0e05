using System.Data.Common;
using System.Net.Sockets;
using MySql.Data.MySqlClient;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Tells apart what a database error is about. By number, because the driver leaves <c>SqlState</c> empty.</summary>
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

    /// <summary>Says whether the database refuses the values of a command (SQLSTATE classes 22 and 23, apart from duplicate keys).</summary>
    public static bool IsDataError(Exception exception) => Number(exception) is
        1048 // a column cannot be null
        or 1264 or 1690 // out of range
        or 1265 // truncated
        or 1292 or 1366 // not a value of the type, or not of the character set
        or 1364 // no value
        or 1365 // division by zero
        or 1406 // too long
        or 1216 or 1217 or 1451 or 1452 // foreign key
        or 1644 // raised by a trigger
        or 3140 // not JSON
        or 3819 or 4025; // check constraint of MySQL, of MariaDB

    private static int? Number(Exception exception) => (exception as MySqlException)?.Number;
}
