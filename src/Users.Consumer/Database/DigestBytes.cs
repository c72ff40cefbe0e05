using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Keeps digests as the bytes that they are.</summary>
internal sealed class DigestBytes() : ValueConverter<Digest, byte[]>(digest => digest.ToByteArray(), bytes => new Digest(bytes));
