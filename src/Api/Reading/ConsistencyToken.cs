using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Microsoft.Extensions.Primitives;
using Users.Contracts;

namespace Users.Api.Reading;

/// <summary>Names a version of a user that an answer has told of, so that a client can ask any instance for no older state.</summary>
/// <remarks>
/// Clients send it back as it is. One that is made up can make a request wait, and nothing else, so it is not signed.
/// </remarks>
internal readonly record struct ConsistencyToken(Guid UserId, int Version)
{
    public const string HeaderName = "Consistency-Token";

    /// <summary>The number of tokens that one request may carry.</summary>
    public const int LargestCount = 16;

    private const byte Format = 1;
    private const int IdAt = 1;
    private const int VersionAt = 17;
    private const int Length = 21;

    // Three bytes are four characters, so that it needs no padding.
    private const int TextLength = Length / 3 * 4;

    /// <summary>Returns the token for the state that an outcome tells of, or <see langword="null"/> if it tells of none.</summary>
    public static ConsistencyToken? Of(object outcome) => outcome switch
    {
        UserCreated created => new(created.UserId, created.Version),
        UserUpdated updated => new(updated.UserId, updated.Version),
        UserDeleted deleted => new(deleted.UserId, deleted.Version),
        UserVersionConflict conflict => new(conflict.UserId, conflict.Version),
        UserDuplicated duplicated => new(duplicated.UserId, duplicated.Version ?? 1),
        _ => null,
    };

    /// <summary>Reads a header, which may hold several tokens, each separated by a comma.</summary>
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

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Format;
        UserId.TryWriteBytes(bytes[IdAt..], bigEndian: true, out _);
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
