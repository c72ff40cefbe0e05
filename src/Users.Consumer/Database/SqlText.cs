using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Users.Consumer.Database;

/// <summary>Builds the text and the parameters of a command together.</summary>
internal sealed class SqlText(DbCommand command)
{
    private readonly StringBuilder _text = new();

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    public SqlText AppendValue(object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
        parameter.Value = value;
        command.Parameters.Add(parameter);
        _text.Append(parameter.ParameterName);
        return this;
    }

    /// <summary>Appends <c>(a, b, c)</c>: a row to insert, or what a column must be in.</summary>
    public SqlText AppendTuple(params ReadOnlySpan<object> values)
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
}
