using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Keeps digests as the bytes that they are.</summary>
public sealed class DigestConverter() : ValueConverter<Digest, byte[]>(digest => digest.ToByteArray(), bytes => new Digest(bytes));
