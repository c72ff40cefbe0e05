using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Builds the text of a command. What is interpolated are values, never SQL.</summary>
/// <remarks>
/// Values are written as literals in which there is nothing to escape, so no mode of the server changes what they mean: hexadecimal digits,
/// or digits, or text of harmless ASCII. With parameters the driver takes longer for a batch.
/// </remarks>
public sealed class SqlText
{
    private readonly ArrayBufferWriter<char> _buffer;

    internal SqlText(ArrayBufferWriter<char> buffer) => _buffer = buffer;

    private static readonly SearchValues<char> Harmless =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("'\\")]);

    /// <summary>Gets how many bytes the text has: all of it is ASCII.</summary>
    public int Size => _buffer.WrittenCount;

    /// <summary>Appends SQL as it is.</summary>
    /// <param name="sql">A part of a statement.</param>
    /// <returns>The same text.</returns>
    public SqlText Append(string sql)
    {
        _buffer.Write(sql);
        return this;
    }

    /// <summary>Appends SQL with values in it.</summary>
    /// <param name="sql">A part of a statement; what is interpolated is written as literals.</param>
    /// <returns>The same text.</returns>
    public SqlText Append([InterpolatedStringHandlerArgument("")] Handler sql) => this;

    /// <summary>Appends <c>(a,b,c)</c>: what a column must be in.</summary>
    /// <param name="values">The values, at least one.</param>
    /// <returns>The same text.</returns>
    public SqlText AppendSet(IEnumerable<Guid> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var separator = "(";

        foreach (var value in values)
        {
            Append(separator).Append($"{value}");
            separator = ",";
        }

        return Append(")");
    }

    /// <summary>Appends <c>(a,b,c)</c>: what a column must be in.</summary>
    /// <param name="values">The values, at least one.</param>
    /// <returns>The same text.</returns>
    public SqlText AppendSet(IEnumerable<Digest> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var separator = "(";

        foreach (var value in values)
        {
            Append(separator).Append($"{value}");
            separator = ",";
        }

        return Append(")");
    }

    /// <summary>Returns the text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _buffer.WrittenSpan.ToString();

    private void AppendHex(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write("x'");
        Convert.TryToHexString(bytes, _buffer.GetSpan(2 * bytes.Length), out var written);
        _buffer.Advance(written);
        _buffer.Write("'");
    }

    private void AppendText(string value)
    {
        if (!value.AsSpan().ContainsAnyExcept(Harmless))
        {
            _buffer.Write("'");
            _buffer.Write(value);
            _buffer.Write("'");
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        _buffer.Write("_utf8mb4 ");
        AppendHex(bytes.AsSpan(0, Encoding.UTF8.GetBytes(value, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void AppendFormatted<T>(T value, string format)
        where T : ISpanFormattable
    {
        value.TryFormat(_buffer.GetSpan(32), out var written, format, CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly SqlText _sql;

        /// <summary>Initializes the handler, as the compiler asks.</summary>
        /// <param name="literalLength">How long the SQL is.</param>
        /// <param name="formattedCount">How many values there are.</param>
        /// <param name="sql">The text to append to.</param>
        public Handler(int literalLength, int formattedCount, SqlText sql) => _sql = sql;

        /// <summary>Appends SQL as it is.</summary>
        /// <param name="value">A part of a statement.</param>
        public void AppendLiteral(string value) => _sql.Append(value);

        /// <summary>Appends a text.</summary>
        /// <param name="value">The value.</param>
        public void AppendFormatted(string value) => _sql.AppendText(value);

        /// <summary>Appends a number.</summary>
        /// <param name="value">The value.</param>
        public void AppendFormatted(int value) => _sql.AppendFormatted(value, "D");

        /// <summary>Appends a number.</summary>
        /// <param name="value">The value.</param>
        public void AppendFormatted(long value) => _sql.AppendFormatted(value, "D");

        /// <summary>Appends a time, to the microsecond.</summary>
        /// <param name="value">The value.</param>
        public void AppendFormatted(DateTime value) => _sql.AppendFormatted(value, "\\'yyyy-MM-dd HH:mm:ss.ffffff\\'");

        /// <summary>Appends an id as 16 bytes in big-endian order.</summary>
        /// <param name="value">The value.</param>
        public void AppendFormatted(Guid value)
        {
            Span<byte> bytes = stackalloc byte[16];
            value.TryWriteBytes(bytes, bigEndian: true, out _);
            _sql.AppendHex(bytes);
        }

        /// <summary>Appends a digest as 32 bytes, or NULL.</summary>
        /// <param name="value">The value.</param>
        public void AppendFormatted(Digest? value)
        {
            if (value is not { } digest)
            {
                _sql.Append("NULL");
                return;
            }

            Span<byte> bytes = stackalloc byte[Digest.Size];
            digest.WriteTo(bytes);
            _sql.AppendHex(bytes);
        }
    }
}
