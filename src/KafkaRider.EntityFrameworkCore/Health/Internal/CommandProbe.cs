using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Does what the commands of a service do to its own tables. It is rolled back.</summary>
internal sealed class CommandProbe(Action<SqlText> append)
{
    public void AppendTo(SqlText sql) => append(sql);
}
