using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>
/// Packs JSON: names of fields become a byte, ids sixteen bytes, and times ten. The marks before them cannot stand in JSON. What is unpacked is
/// the same to the byte.
/// </summary>
internal sealed class JsonPacking
{
    private const byte IdMark = 1;
    private const byte TimeMark = 2;
    private const byte NameMark = 3;
    private const int IdLength = 16;
    private const int IdTextLength = 36;
    private const int TimeLength = 10;
    private const int ShortestTime = 20;
    private const int LongestTime = 33;
    private const int MostNames = 256;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, byte> _numbers = new();
    private readonly byte[][] _names = new byte[MostNames][];

    public byte[] Pack(ReadOnlySpan<byte> json)
    {
        var packed = new ArrayBufferWriter<byte>(Math.Max(1, json.Length));

        while (!json.IsEmpty)
        {
            var quote = json.IndexOf((byte)'"');
            var end = quote < 0 ? -1 : EndOf(json[(quote + 1)..]);

            if (end < 0)
            {
                packed.Write(json);
                break;
            }

            packed.Write(json[..quote]);
            var text = json.Slice(quote + 1, end);
            json = json[(quote + end + 2)..];
            var isName = json is [(byte)':', ..];

            if (isName && FindNumber(text) is { } number)
            {
                packed.Write([NameMark, number]);
                json = json[1..];
            }
            else if (isName || !(TryPackId(text, packed) || TryPackTime(text, packed)))
            {
                packed.Write("\""u8);
                packed.Write(text);
                packed.Write("\""u8);
            }
        }

        return packed.WrittenSpan.ToArray();
    }

    public byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var json = new ArrayBufferWriter<byte>(Math.Max(1, 4 * packed.Length));

        while (!packed.IsEmpty)
        {
            var mark = packed.IndexOfAny(IdMark, TimeMark, NameMark);

            if (mark < 0)
            {
                json.Write(packed);
                break;
            }

            json.Write(packed[..mark]);
            var content = packed[(mark + 1)..];
            packed = packed[mark] switch
            {
                IdMark => UnpackId(content, json),
                TimeMark => UnpackTime(content, json),
                _ => UnpackName(content, json),
            };
        }

        return json.WrittenSpan.ToArray();
    }

    // Where a text ends that begins here, whatever is escaped in it.
    private static int EndOf(ReadOnlySpan<byte> text)
    {
        for (var at = 0; text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var next; at += next + 2)
        {
            if (text[at + next] == '"')
            {
                return at + next;
            }
        }

        return -1;
    }

    private static bool TryPackId(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> packed)
    {
        Span<byte> again = stackalloc byte[IdTextLength];

        if (text.Length != IdTextLength || !Utf8Parser.TryParse(text, out Guid id, out _, 'D') || !id.TryFormat(again, out _, "D") || !text.SequenceEqual(again))
        {
            return false;
        }

        packed.Write([IdMark]);
        id.TryWriteBytes(packed.GetSpan(IdLength));
        packed.Advance(IdLength);
        return true;
    }

    private static ReadOnlySpan<byte> UnpackId(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> json)
    {
        json.Write(Encoding.UTF8.GetBytes($"\"{new Guid(content[..IdLength])}\""));
        return content[IdLength..];
    }

    private static bool TryPackTime(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> packed)
    {
        if (text.Length is < ShortestTime or > LongestTime || !char.IsAsciiDigit((char)text[0]) || !IsTime(Quote(text), out var time))
        {
            return false;
        }

        packed.Write([TimeMark]);
        BinaryPrimitives.WriteInt64LittleEndian(packed.GetSpan(TimeLength), time.Ticks);
        BinaryPrimitives.WriteInt16LittleEndian(packed.GetSpan(TimeLength)[8..], (short)time.TotalOffsetMinutes);
        packed.Advance(TimeLength);
        return true;
    }

    private static ReadOnlySpan<byte> UnpackTime(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> json)
    {
        var offset = TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(content[8..]));
        json.Write(JsonSerializer.SerializeToUtf8Bytes(new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(content), offset)));
        return content[TimeLength..];
    }

    private static bool IsTime(ReadOnlySpan<byte> quoted, out DateTimeOffset time)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.TryGetDateTimeOffset(out time) && quoted.SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(time));
    }

    private static byte[] Quote(ReadOnlySpan<byte> text) => [(byte)'"', .. text, (byte)'"'];

    private byte? FindNumber(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        return _numbers.TryGetValue(text, out var number) ? number : Add(text);
    }

    private byte? Add(string name)
    {
        lock (_gate)
        {
            if (_numbers.TryGetValue(name, out var known))
            {
                return known;
            }

            // Outcomes have a few dozen names; but they may have dictionaries.
            if (_numbers.Count == MostNames)
            {
                return null;
            }

            var number = (byte)_numbers.Count;
            Volatile.Write(ref _names[number], Encoding.UTF8.GetBytes($"\"{name}\":"));
            _numbers[name] = number;
            return number;
        }
    }

    private ReadOnlySpan<byte> UnpackName(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> json)
    {
        json.Write(Volatile.Read(ref _names[content[0]]));
        return content[1..];
    }
}
