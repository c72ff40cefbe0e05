using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>
/// Keeps ids as 16 bytes in big-endian order, in which version 7 ids sort by time. Left to itself the provider swaps the first eight bytes.
/// </summary>
public sealed class BigEndianGuidConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));
