using System.Data.Common;

namespace Users.Consumer.Database;

/// <summary>Keeps ids as 16 bytes in big-endian order, in which version 7 ids sort by time.</summary>
internal static class SqlId
{
    public static byte[] ToBytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Read(DbDataReader reader, int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);
}
