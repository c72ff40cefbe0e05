using System.Data.Common;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Reads columns of 16 and 32 bytes.</summary>
public static class SqlId
{
    /// <summary>Reads an id, which is kept as 16 bytes in big-endian order: version 7 ids then sort by time.</summary>
    /// <param name="reader">The reader, on a row.</param>
    /// <param name="ordinal">The number of the column.</param>
    /// <returns>The id.</returns>
    public static Guid Read(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);
    }

    /// <summary>Reads a digest.</summary>
    /// <param name="reader">The reader, on a row.</param>
    /// <param name="ordinal">The number of the column.</param>
    /// <returns>The digest.</returns>
    public static Digest ReadDigest(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new(reader.GetFieldValue<byte[]>(ordinal));
    }
}
