using Users.Consumer.Database;
using Users.Consumer.Store;

namespace Users.Consumer.Republishing;

/// <summary>Reads all users, deleted ones too, page by page in the order of their ids: however many there are, few are in memory.</summary>
internal sealed class UserTable(UsersDatabase database)
{
    private const int PageSize = 1000;

    public async IAsyncEnumerable<IReadOnlyList<User>> ReadPagesAsync()
    {
        await using var session = await database.OpenAsync(CancellationToken.None);
        var last = Guid.Empty;

        while (await ReadPageAsync(session, last) is { Count: > 0 } page)
        {
            yield return page;
            last = page[^1].Id;
        }
    }

    private static Task<List<User>> ReadPageAsync(DatabaseSession session, Guid after) => session.QueryAsync(
        session.CreateText().Append("SELECT " + UserRows.Columns + " FROM users ").Append($"WHERE id > {after} ORDER BY id LIMIT {PageSize}"),
        async reader =>
        {
            var page = new List<User>(PageSize);

            while (await reader.ReadAsync())
            {
                page.Add(await UserRows.ReadAsync(reader));
            }

            return page;
        },
        CancellationToken.None);
}
