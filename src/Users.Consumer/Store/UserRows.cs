using System.Data.Common;
using Users.Consumer.Database;

namespace Users.Consumer.Store;

/// <summary>Reads rows of the table of users.</summary>
internal static class UserRows
{
    /// <summary>Names the columns in the order in which they are read.</summary>
    public const string Columns = "id, name, name_key, version, created_at, updated_at";

    public static async Task<User> ReadAsync(DbDataReader reader) => new(
        SqlId.Read(reader, 0),
        reader.GetString(1),
        await reader.IsDBNullAsync(2) ? null : new Digest(reader.GetFieldValue<byte[]>(2)),
        reader.GetInt32(3),
        reader.GetDateTime(4),
        reader.GetDateTime(5));
}
