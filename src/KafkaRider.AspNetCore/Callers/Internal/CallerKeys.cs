using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells callers apart, on the wire and in operations, by a digest that does not name them.</summary>
internal sealed class CallerKeys(ICallerIdentity identity)
{
    private const string HeaderFormat = "x16";

    // Where all are one, what each has asked for is everyone's.
    private readonly bool _areApart = identity is not AnonymousCaller;

    /// <summary>Returns the key of whoever sends a request, or <see langword="null"/> where everyone is the same.</summary>
    public ulong? Of(HttpContext http) => _areApart ? Of(identity.Identify(http)) : null;

    /// <summary>Says whether a caller may see what was asked for by another, or by itself.</summary>
    public bool MaySee(ulong? caller, ulong? owner) => !_areApart || (owner is not null && caller == owner);

    /// <summary>Says whether what is kept with the digest of a header <c>Caller</c> is a caller's.</summary>
    public bool IsOf(ulong? caller, string? digest) => !_areApart
        || (caller is { } key && string.Equals(
            digest, Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(ToHeader(key)))), StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns a key as the header carries it: 16 hexadecimal digits.</summary>
    public static string ToHeader(ulong key) => key.ToString(HeaderFormat, CultureInfo.InvariantCulture);

    public static ulong? Parse(string? header) =>
        ulong.TryParse(header, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key) ? key : null;

    private static ulong Of(string caller)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(caller), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
