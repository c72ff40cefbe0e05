using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Users.Consumer.Database;

/// <summary>Keeps ids as 16 bytes in big-endian order: version 7 ids then sort by time. Left to itself the provider swaps the first eight.</summary>
internal sealed class BigEndianId() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));
