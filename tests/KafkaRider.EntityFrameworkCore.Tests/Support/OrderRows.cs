using System.Data.Common;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Orders for a whole batch, in one text.</summary>
internal sealed class OrderRows : BatchRows
{
    private readonly HashSet<string> _named = [];
    private readonly HashSet<string> _there = [];
    private readonly List<Order> _new = [];

    public void Name(string number) => _named.Add(number);

    public bool TryAdd(Order order)
    {
        if (!_there.Add(order.Number))
        {
            return false;
        }

        _new.Add(order);
        return true;
    }

    protected internal override void AppendReads(SqlText sql)
    {
        var separator = "SELECT Number FROM orders WHERE Number IN (";

        foreach (var number in _named)
        {
            sql.Append(separator).Append($"{number}");
            separator = ", ";
        }

        sql.Append(")");
    }

    protected internal override async Task ReadAsync(DbDataReader reader)
    {
        while (await reader.ReadAsync())
        {
            _there.Add(reader.GetString(0));
        }
    }

    protected internal override void AppendWrites(SqlText sql)
    {
        var separator = "INSERT INTO orders (Number, Quantity) VALUES ";

        foreach (var order in _new.OrderBy(order => order.Number, StringComparer.Ordinal))
        {
            sql.Append(separator).Append($"({order.Number}, {order.Quantity})");
            separator = ", ";
        }

        sql.Append(_new.Count > 0 ? "; " : string.Empty);
    }
}

internal sealed record PlaceInBatch(string Number, int Quantity) : IBatchDecision<OrderRows>
{
    public bool NeedsRows => true;

    public void Name(OrderRows rows) => rows.Name(Number);

    public object Decide(OrderRows rows, DateTime now) =>
        rows.TryAdd(new(Number, Quantity)) ? new OrderPlaced(Number, Quantity) : new OrderNumberTaken(Number);
}
