using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Users.Consumer.Store;

namespace Users.Consumer.Database;

/// <summary>Builds the text of a command. What is interpolated are values, never SQL.</summary>
/// <remarks>
/// Values are written as literals in which there is nothing to escape, so no mode of the server changes what they mean: hexadecimal digits,
/// or digits, or text of harmless ASCII. With parameters the driver takes longer for a batch: docs/adr/0009.
/// </remarks>
internal sealed class SqlText(ArrayBufferWriter<char> text)
{
    private static readonly SearchValues<char> Harmless =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("'\\")]);

    /// <summary>Gets how many bytes the text has: all of it is ASCII.</summary>
    public int Size => text.WrittenCount;

    public SqlText Append(string sql)
    {
        text.Write(sql);
        return this;
    }

    public SqlText Append([InterpolatedStringHandlerArgument("")] Handler sql) => this;

    /// <summary>Appends <c>(a, b, c)</c>: what a column must be in.</summary>
    public SqlText AppendSet(IEnumerable<Guid> values)
    {
        var separator = "(";

        foreach (var value in values)
        {
            Append(separator).Append($"{value}");
            separator = ",";
        }

        return Append(")");
    }

    /// <summary>Appends <c>(a, b, c)</c>: what a column must be in.</summary>
    public SqlText AppendSet(IEnumerable<Digest> values)
    {
        var separator = "(";

        foreach (var value in values)
        {
            Append(separator).Append($"{value}");
            separator = ",";
        }

        return Append(")");
    }

    public override string ToString() => text.WrittenSpan.ToString();

    private void AppendHex(ReadOnlySpan<byte> bytes)
    {
        text.Write("x'");
        Convert.TryToHexString(bytes, text.GetSpan(2 * bytes.Length), out var written);
        text.Advance(written);
        text.Write("'");
    }

    private void AppendText(string value)
    {
        if (!value.AsSpan().ContainsAnyExcept(Harmless))
        {
            text.Write("'");
            text.Write(value);
            text.Write("'");
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        text.Write("_utf8mb4 ");
        AppendHex(bytes.AsSpan(0, Encoding.UTF8.GetBytes(value, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void AppendFormatted<T>(T value, string format)
        where T : ISpanFormattable
    {
        value.TryFormat(text.GetSpan(32), out var written, format, CultureInfo.InvariantCulture);
        text.Advance(written);
    }

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
#pragma warning disable CS9113 // The compiler passes the lengths.
    internal readonly ref struct Handler(int literalLength, int formattedCount, SqlText sql)
#pragma warning restore CS9113
    {
        public void AppendLiteral(string value) => sql.Append(value);

        public void AppendFormatted(string value) => sql.AppendText(value);

        public void AppendFormatted(int value) => sql.AppendFormatted(value, "D");

        public void AppendFormatted(DateTime value) => sql.AppendFormatted(value, "\\'yyyy-MM-dd HH:mm:ss.ffffff\\'");

        public void AppendFormatted(Guid value)
        {
            Span<byte> bytes = stackalloc byte[16];
            value.TryWriteBytes(bytes, bigEndian: true, out _);
            sql.AppendHex(bytes);
        }

        public void AppendFormatted(Digest? value)
        {
            if (value is not { } digest)
            {
                sql.Append("NULL");
                return;
            }

            Span<byte> bytes = stackalloc byte[Digest.Size];
            digest.WriteTo(bytes);
            sql.AppendHex(bytes);
        }
    }
}
