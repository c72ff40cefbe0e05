using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Users.Consumer.Database;

/// <summary>Builds the text of a command and its parameters together.</summary>
/// <remarks>
/// Text is always a parameter. Bytes, numbers and times are written as literals, which consist of digits only whatever the value: the driver
/// takes a third more time for a batch of parameters.
/// </remarks>
internal sealed class SqlText(DbCommand command)
{
    private readonly StringBuilder _text = new();

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    public SqlText AppendValue(object? value)
    {
        switch (value)
        {
            case null:
                _text.Append("NULL");
                break;
            case byte[] bytes:
                _text.Append("x'").Append(Convert.ToHexString(bytes)).Append('\'');
                break;
            case int number:
                _text.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            case DateTime time:
                _text.Append(CultureInfo.InvariantCulture, $"'{time:yyyy-MM-dd HH:mm:ss.ffffff}'");
                break;
            case string text:
                AppendParameter(text);
                break;
            default:
                throw new ArgumentException($"There is no SQL form for a {value.GetType()}.", nameof(value));
        }

        return this;
    }

    /// <summary>Appends <c>(a, b, c)</c>: a row to insert, or what a column must be in.</summary>
    public SqlText AppendTuple(params ReadOnlySpan<object?> values)
    {
        var separator = '(';

        foreach (var value in values)
        {
            _text.Append(separator);
            AppendValue(value);
            separator = ',';
        }

        _text.Append(')');
        return this;
    }

    public DbCommand ToCommand()
    {
        command.CommandText = _text.ToString();
        return command;
    }

    private void AppendParameter(string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
        parameter.Value = value;
        command.Parameters.Add(parameter);
        _text.Append(parameter.ParameterName);
    }
}
