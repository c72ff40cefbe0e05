using MySqlConnector;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Says in words, without a secret and without what a command holds, what keeps the database from being used.</summary>
public static class DatabaseReasons
{
    /// <summary>Explains a failure for whoever has to end it.</summary>
    /// <param name="exception">What an attempt failed with.</param>
    /// <returns>The words.</returns>
    public static string Explain(Exception exception) => Find(DatabaseErrors.Cause(exception)) ?? DatabaseErrors.Cause(exception) switch
    {
        MySqlException { Number: > 0 } error => $"it reports error {error.Number} ({error.SqlState})",
        var cause => $"the attempt failed with {cause.GetType().Name}",
    };

    /// <summary>Says whether the words say it all, so that nobody needs to see where in the code it happened.</summary>
    internal static bool IsExplained(Exception exception) =>
        Find(DatabaseErrors.Cause(exception)) is not null;

    private static string? Find(Exception exception) => DatabaseErrors.Number(exception) switch
    {
        1044 or 1142 or 1143 or 1227 or 1370 =>
            "the database user has too few rights: SELECT, INSERT, UPDATE and DELETE, and CREATE, ALTER, DROP and INDEX while the schema is not up to date",
        1045 or 1698 => "the database refuses the user or the password",
        1049 => "there is no such database",
        1054 or 1146 => "its tables are missing, or are those of another version",
        1665 => "its binary log takes no transactions of READ COMMITTED: set binlog_format to ROW or MIXED",
        3 or 1021 or 1026 or 1114 => "its disk is full (or its tablespace)",
        1040 or 1203 or 1226 => "it has as many connections as it allows",
        1205 or 1213 => "others hold its locks",
        _ when exception is StoreUnavailableException => exception.Message,
        _ when DatabaseErrors.IsWrongServer(exception) => "it is read-only, and no other server answers in its place",
        _ when DatabaseErrors.IsTooLarge(exception) => "its max_allowed_packet is too small",
        _ when HasNotAnswered(exception) => "the database does not answer",
        _ => null,
    };

    private static bool HasNotAnswered(Exception exception) => DatabaseErrors.IsTimeout(exception)
        || exception is MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.None or MySqlErrorCode.ServerShutdown }
        || exception is MySqlException { IsTransient: true, SqlState: null };
}
