using System.Text.Json;
using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using Users.Consumer.Tests.Database;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Holds the text of a batch against the model: the one is written by hand, the other owns the tables.</summary>
public sealed class WrittenColumnsTests(SharedServer server) : StoreTest(server.ConnectionString)
{
    [Fact]
    public async Task Batch_NamesEveryColumnOfTheModel()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("Ada", Token);
        await using var context = await Database.CreateContextAsync();

        Assert.Equal(ColumnsOf<User>(context), UserSet.Columns.Split(", ").Order());
        Assert.Equal(ColumnsOf<InboxRow>(context), InboxEntry.Columns.Split(", ").Order());
    }

    [Fact]
    public async Task Batch_PutsEachValueInItsColumn()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        var name = ValidName.Parse("  Zoë 🦊 O'Brien\\ ");
        var create = NewCommand.Create(NewCommand.NewOperation(), "Ada");
        var created = (UserCreated)(await store.ExecuteAsync(create, Token)).Outcome;
        var update = NewCommand.Update(created.UserId, name.Given, 1);
        var updated = (UserUpdated)(await store.ExecuteAsync(update, Token)).Outcome;

        await using var context = await Database.CreateContextAsync();

        Assert.Equal(
            new User(created.UserId, name.Given, name.Key, 2, created.CreatedAt.UtcDateTime, updated.UpdatedAt.UtcDateTime),
            await context.Users.SingleAsync(Token));
        var rows = await context.Inbox.OrderBy(row => row.CreatedAt).ToListAsync(Token);
        Assert.Equal(
            [RowOf(create, created, created.CreatedAt), RowOf(update, updated, created.CreatedAt)],
            rows.Select(row => row with { CreatedAt = created.CreatedAt.UtcDateTime }));
        Assert.InRange(rows[0].CreatedAt, created.CreatedAt.UtcDateTime, rows[1].CreatedAt);
        Assert.InRange(rows[1].CreatedAt, updated.UpdatedAt.UtcDateTime, DateTime.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task Batch_ReadsWhatTheModelWrites()
    {
        await using var store = await StoreInstance.StartAsync(Database);
        await store.CreateAsync("first", Token);
        var at = new DateTime(2026, 11, 27, 1, 2, 3, DateTimeKind.Utc).AddMicroseconds(456789);
        var user = new User(Guid.CreateVersion7(), "Żółw 🐢", ValidName.Parse("Żółw 🐢").Key, 7, at, at.AddDays(1));
        var command = NewCommand.Delete(NewCommand.NewOperation(), user.Id, 7);
        var remembered = NewCommand.Update(NewCommand.NewOperation(), Guid.NewGuid(), "Ada");
        await using (var context = await Database.CreateContextAsync())
        {
            context.AddRange(user, RowOf(remembered, new UserNotFound(user.Id), at));
            await context.SaveChangesAsync(Token);
        }

        Assert.Equal(new UserNotFound(user.Id), (await store.ExecuteAsync(remembered, Token)).Outcome);
        var deleted = (UserDeleted)(await store.ExecuteAsync(command, Token)).Outcome;

        Assert.Equal((user.Name, 8), (deleted.Name, deleted.Version));
        await using var after = await Database.CreateContextAsync();
        Assert.Equal(
            user with { Name = "", NameKey = null, Version = 8, UpdatedAt = deleted.DeletedAt.UtcDateTime }, await after.Users.SingleAsync(x => x.Id == user.Id, Token));
    }

    private static InboxRow RowOf(UserCommand command, object outcome, DateTimeOffset at)
    {
        var json = JsonSerializer.Serialize(outcome, outcome.GetType(), ContractsJsonContext.Default);
        return new(
            command.Operation.Id, 0, command.Operation.MessageId, command.Operation.Fingerprint, Caller: null, outcome.GetType().Name, json, at.UtcDateTime);
    }

    private static IEnumerable<string> ColumnsOf<T>(UsersDbContext context) =>
        context.Model.FindEntityType(typeof(T))!.GetProperties().Select(property => property.GetColumnName()).Order();
}
