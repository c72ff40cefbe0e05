using System.Data.Common;
using KafkaRider.EntityFrameworkCore;

namespace Users.Registrations.Mails;

/// <summary>The mails that the commands of one batch write. None of them depends on what is there.</summary>
internal sealed class MailSet : BatchRows
{
    private readonly List<MailRow> _added = [];

    public void Add(MailRow mail) => _added.Add(mail);

    protected override void AppendReads(SqlText sql)
    {
    }

    protected override Task ReadAsync(DbDataReader reader) => Task.CompletedTask;

    // In the order of keys, so that two writers cannot wait for each other.
    protected override void AppendWrites(SqlText sql)
    {
        var separator = "INSERT INTO mails (operation_id, user_id, text, created_at) VALUES ";

        foreach (var mail in _added.OrderBy(mail => mail.OperationId))
        {
            sql.Append(separator).Append($"({mail.OperationId}, {mail.UserId}, {mail.Text}, {mail.CreatedAt})");
            separator = ", ";
        }

        sql.Append(_added.Count > 0 ? "; " : string.Empty);
    }
}
