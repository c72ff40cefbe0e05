using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Users.Api.Reading;

/// <summary>Writes and reads where a page ended, as clients send it back.</summary>
internal static class Cursor
{
    private const int IdLength = 16;

    // A longer one would not fit into the request line; then the user itself is looked up.
    private const int LongestKey = 1024;

    public static string Write(User last)
    {
        var key = last.Key.Length <= LongestKey ? last.Key : [];
        var bytes = new byte[IdLength + key.Length];
        last.Id.TryWriteBytes(bytes, bigEndian: true, out _);
        key.CopyTo(bytes.AsSpan(IdLength));
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, UserView view, DateTimeOffset? asOf, [NotNullWhen(true)] out Position? position)
    {
        position = null;

        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: >= IdLength } bytes)
        {
            return false;
        }

        var id = new Guid(bytes.AsSpan(0, IdLength), bigEndian: true);
        position = bytes.Length > IdLength ? new Position(bytes.AsMemory(IdLength), id)
            : view.Find(id, asOf) is { } user ? Position.Of(user)
            : null;
        return position is not null;
    }
}
