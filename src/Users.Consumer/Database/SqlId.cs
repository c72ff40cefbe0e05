using System.Data.Common;

namespace Users.Consumer.Database;

/// <summary>Reads ids, which are kept as 16 bytes in big-endian order: version 7 ids then sort by time.</summary>
internal static class SqlId
{
    public static Guid Read(DbDataReader reader, int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);
}
