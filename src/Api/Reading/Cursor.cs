using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Users.Api.Reading;

/// <summary>Writes and reads where a page ended, as clients send it back.</summary>
internal static class Cursor
{
    private const int IdLength = 16;
    private const int VersionLength = 4;

    // A longer one would not fit into the request line; then the user itself is looked up.
    private const int LongestKey = 1024;

    // No digit of Base64: a page that begins with the version that is named, and not after the user.
    private const char Included = '~';

    public static string Write(PageStart start)
    {
        var (key, id, version) = start.Place;
        var head = HeadLength(start.IsPassed);
        var bytes = new byte[head + (key.Length <= LongestKey ? key.Length : 0)];
        id.TryWriteBytes(bytes, bigEndian: true, out _);

        if (!start.IsPassed)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(IdLength), version);
        }

        key.Span[..(bytes.Length - head)].CopyTo(bytes.AsSpan(head));
        return (start.IsPassed ? "" : Included) + Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, UserView view, DateTimeOffset? asOf, [NotNullWhen(true)] out PageStart? start)
    {
        start = null;
        var isPassed = !text.StartsWith(Included);
        var encoded = isPassed ? text : text[1..];
        var head = HeadLength(isPassed);

        if (!Base64Url.IsValid(encoded) || Base64Url.DecodeFromChars(encoded) is not { } bytes || bytes.Length < head)
        {
            return false;
        }

        var id = new Guid(bytes.AsSpan(0, IdLength), bigEndian: true);
        var version = isPassed ? 0 : BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(IdLength));
        Position? place = bytes.Length > head ? new Position(bytes.AsMemory(head), id, version)
            : view.Find(id, asOf) is { } user ? Position.Of(user)
            : null;
        start = place is { } known ? new(known, isPassed) : null;
        return start is not null;
    }

    private static int HeadLength(bool isPassed) => isPassed ? IdLength : IdLength + VersionLength;
}
