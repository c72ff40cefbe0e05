using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.Primitives;

namespace KafkaRider.AspNetCore;

/// <summary>Names a version of an entity that an answer has told of, so that a client can ask any instance for no older state.</summary>
/// <param name="EntityId">The entity.</param>
/// <param name="Version">The version, at least 1.</param>
/// <remarks>
/// Clients send it back as it is. One that is made up can make a request wait, and nothing else, so it is not signed.
/// </remarks>
public readonly record struct ConsistencyToken(Guid EntityId, int Version)
{
    /// <summary>The header that carries it: of an answer to a command, and then of a request to read.</summary>
    public const string HeaderName = OwnHeaders.ConsistencyToken;

    /// <summary>The number of tokens that one request may carry.</summary>
    public const int LargestCount = 16;

    private const byte Format = 1;
    private const int IdAt = 1;
    private const int VersionAt = 17;
    private const int Length = 21;

    // Three bytes are four characters, so that it needs no padding.
    private const int TextLength = Length / 3 * 4;

    /// <summary>Reads a header, which may hold several tokens, each separated by a comma.</summary>
    /// <param name="header">The header.</param>
    /// <param name="tokens">The tokens.</param>
    /// <returns>Whether there is nothing else in it, and not too many of them.</returns>
    public static bool TryRead(StringValues header, out IReadOnlyList<ConsistencyToken> tokens)
    {
        var result = new List<ConsistencyToken>();
        tokens = result;

        foreach (var part in header.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (result.Count == LargestCount || !TryParse(part, out var token))
            {
                return false;
            }

            result.Add(token);
        }

        return true;
    }

    /// <summary>Returns the token as the header carries it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Format;
        EntityId.TryWriteBytes(bytes[IdAt..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[VersionAt..], Version);
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryParse(string text, out ConsistencyToken token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Length];

        if (text.Length != TextLength
            || Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done
            || length != Length
            || bytes[0] != Format)
        {
            return false;
        }

        token = new(new Guid(bytes[IdAt..VersionAt], bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(bytes[VersionAt..]));
        return token.Version > 0;
    }
}
