using System.Data.Common;
using System.Net.Sockets;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Tells apart what a database error is about. What to do about it in words is in <see cref="DatabaseReasons"/>.</summary>
public static class DatabaseErrors
{
    /// <summary>
    /// Returns whether the same command can succeed later: the database cannot be reached, is full, read-only, misconfigured, overloaded, and
    /// whatever else is not about the values of this very command.
    /// </summary>
    /// <param name="exception">What executing it failed with.</param>
    /// <returns>Whether it is of use to try again.</returns>
    public static bool IsTransient(Exception exception) => Cause(exception) switch
    {
        StoreUnavailableException or DbUpdateConcurrencyException => true,
        DbException cause => !IsRefusal(cause) && !IsDuplicateKey(cause),
        TimeoutException or IOException or SocketException => true,
        _ => false,
    };

    /// <summary>Returns whether a unique key was violated: another session inserted the same key first.</summary>
    /// <param name="exception">What a statement failed with.</param>
    /// <returns>Whether it is that.</returns>
    public static bool IsDuplicateKey(Exception exception) => Number(exception) is 1062 or 1586;

    /// <summary>Returns whether a transaction lost a conflict over locks: a deadlock, or a lock that another session keeps.</summary>
    internal static bool IsLockConflict(Exception exception) => Number(exception) is 1205 or 1213;

    /// <summary>Returns whether the database did not answer in time.</summary>
    internal static bool IsTimeout(Exception exception) =>
        Cause(exception) is TimeoutException or MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired };

    /// <summary>Returns whether this server takes no writes while another one may: after a failover a new connection leads there.</summary>
    internal static bool IsWrongServer(Exception exception) => exception is ReadOnlyServerException || Number(exception) is
        1047 // a node of Galera that is not part of the cluster
        or 1290 // read_only, super_read_only
        or 1792 // transaction_read_only
        or 1836; // innodb_read_only

    /// <summary>Returns whether a text, or the transaction that it makes, is larger than the server takes. A part of it may pass.</summary>
    internal static bool IsTooLarge(Exception exception) => exception is TextTooLargeException || Number(exception) is
        1153 // max_allowed_packet
        or 1162 or 1301 // the same, of a value
        or 1197; // max_binlog_cache_size

    /// <summary>Returns whether the database refuses the values of a command (SQLSTATE classes 22 and 23, apart from duplicate keys).</summary>
    internal static bool IsDataError(Exception exception) => Cause(exception) is MySqlException error && !IsDuplicateKey(error)
        && (error.SqlState is ['2', '2' or '3', ..]
            || error.Number is 1265 // truncated
                or 1364 // no value
                or 1366 // not of the character set
                or 1644 // raised by a trigger
                or 3819); // check constraint of MySQL

    /// <summary>Returns whether the same commands would be refused again, however often they are given.</summary>
    internal static bool IsRefusal(Exception exception) => IsDataError(exception) || IsTooLarge(exception);

    /// <summary>Returns whether a failure is about some of the commands, or the rows that they meet, and not about the database.</summary>
    internal static bool ConcernsSomeOnly(Exception exception) =>
        IsRefusal(exception) || IsDuplicateKey(exception) || IsLockConflict(exception)
        || exception is DbUpdateConcurrencyException;

    /// <summary>Returns the number of a server's error, or <see langword="null"/> if it is none.</summary>
    internal static int? Number(Exception exception) => (Cause(exception) as MySqlException)?.Number;

    /// <summary>Returns what the database said, without what Entity Framework put around it.</summary>
    internal static Exception Cause(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => Cause(inner),
        InvalidOperationException { InnerException: DbException or DbUpdateException or TimeoutException } => Cause(exception.InnerException!),
        _ => exception,
    };
}
