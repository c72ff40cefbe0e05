using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Reads the value of an Idempotency-Key header: a string of RFC 8941, or the same without its quotes.</summary>
internal static class IdempotencyKey
{
    public const string HeaderName = OwnHeaders.IdempotencyKey;

    public const int MaxLength = 255;

    /// <summary>Are visible ASCII without what has a meaning of its own in a structured field.</summary>
    private static readonly SearchValues<char> BareCharacters =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code).Except("\"\\,;")]);

    public static bool TryParse(string? header, [NotNullWhen(true)] out string? key)
    {
        var text = header.AsSpan().Trim(" \t");
        key = text.StartsWith('"') ? Unquote(text[1..]) : Bare(text);
        return key is { Length: > 0 and <= MaxLength };
    }

    private static string? Bare(ReadOnlySpan<char> text) => text.ContainsAnyExcept(BareCharacters) ? null : text.ToString();

    private static string? Unquote(ReadOnlySpan<char> text)
    {
        var key = new StringBuilder(text.Length);

        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    return at == text.Length - 1 ? key.ToString() : null;
                case '\\' when at + 1 < text.Length && text[at + 1] is '"' or '\\':
                    key.Append(text[++at]);
                    break;
                case '\\' or < ' ' or > '~':
                    return null;
                case var character:
                    key.Append(character);
                    break;
            }
        }

        return null;
    }
}
