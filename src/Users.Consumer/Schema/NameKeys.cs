using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using Users.Consumer.Schema.Migrations;
using Users.Consumer.Users;

namespace Users.Consumer.Schema;

/// <summary>Makes the keys of names anew by the rules of today. Any number of instances may do it at once, and again.</summary>
/// <remarks>Two users that had names of their own may share one by new rules. The one that is met later keeps its former key.</remarks>
internal sealed partial class NameKeys(ILogger<NameKeys> logger) : ISchemaStep<UsersDbContext>
{
    private const int PageSize = 5_000;

    public string MigrationId => FoldedNames.Id;

    public async Task RunAsync(UsersDbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await RenewAllAsync(context, cancellationToken);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoSuchTable)
        {
            // The database is new.
        }
    }

    private async Task RenewAllAsync(UsersDbContext context, CancellationToken cancellationToken)
    {
        var (last, renewed, kept) = (Array.Empty<byte>(), 0, 0);

        while (true)
        {
            // These columns alone: migrations after this step, which add others, have not run.
            var page = await context.Users
                .FromSql($"SELECT * FROM users WHERE name_key IS NOT NULL AND id > {last}")
                .OrderBy(user => user.Id)
                .Take(PageSize)
                .Select(user => new { user.Id, user.Name, NameKey = user.NameKey!.Value })
                .ToListAsync(cancellationToken);

            foreach (var user in page)
            {
                var key = ValidName.KeyOf(user.Name);
                if (key != user.NameKey)
                {
                    var isRenewed = await RenewAsync(context, user.Id, user.NameKey, key, cancellationToken);
                    (renewed, kept) = isRenewed ? (renewed + 1, kept) : (renewed, kept + 1);
                }
            }

            if (page.Count < PageSize)
            {
                if (renewed + kept > 0)
                {
                    LogRenewed(renewed, kept);
                }

                return;
            }

            last = page[^1].Id.ToByteArray(bigEndian: true);
        }
    }

    // Whoever has changed the user meanwhile knows the rules.
    private static async Task<bool> RenewAsync(UsersDbContext context, Guid id, Digest former, Digest key, CancellationToken cancellationToken) =>
        await context.Database.ExecuteSqlAsync(
            $"""
            UPDATE IGNORE users SET name_key = {key.ToByteArray()}
            WHERE id = {id.ToByteArray(bigEndian: true)} AND name_key = {former.ToByteArray()}
            """,
            cancellationToken) > 0;

    [LoggerMessage(
        LogLevel.Information, "The keys of {Renewed} names follow new rules now; {Kept} users keep theirs, as another one has the name by these rules",
        EventName = "NameKeysRenewed")]
    private partial void LogRenewed(int renewed, int kept);
}
