using Microsoft.EntityFrameworkCore;
using Users.Consumer.Users;

namespace Users.Consumer.Republishing;

/// <summary>Reads all users, deleted ones too, page by page in the order of their ids: however many there are, few are in memory.</summary>
/// <remarks>
/// Deleted ones have a version that the deletion made. A row that is deleted in its first is no user: it keeps a creation that was undone beforehand from
/// coming late.
/// </remarks>
internal sealed class UserTable(IDbContextFactory<UsersDbContext> contexts)
{
    private const int PageSize = 1000;

    public async IAsyncEnumerable<IReadOnlyList<User>> ReadPagesAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();
        var last = new byte[16];

        while (await context.Users.FromSql($"SELECT * FROM users WHERE id > {last} AND (name_key IS NOT NULL OR version > 1) ORDER BY id LIMIT {PageSize}").ToListAsync() is { Count: > 0 } page)
        {
            yield return page;
            last = page[^1].Id.ToByteArray(bigEndian: true);
        }
    }
}
