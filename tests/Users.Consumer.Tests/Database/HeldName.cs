using KafkaRider.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Database;

/// <summary>Another session's transaction that has inserted a user but not committed it: whoever inserts the same name waits for it.</summary>
public sealed class HeldName : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly UsersDbContext _context;

    private HeldName(TestDatabase database, UsersDbContext context)
    {
        _database = database;
        _context = context;
    }

    public static async Task<HeldName> HoldAsync(TestDatabase database, string name)
    {
        var held = new HeldName(database, await database.CreateContextAsync());
        await held._context.Database.BeginTransactionAsync();
        await held.InsertAsync(name);
        return held;
    }

    public Task InsertAsync(string name)
    {
        var valid = ValidName.Parse(name);
        return AddAsync(new User(Guid.CreateVersion7(), name, valid.Key, 1, DateTime.UtcNow, DateTime.UtcNow));
    }

    /// <summary>Changes a user too, as another instance does.</summary>
    public Task RenameAsync(Guid id, string name)
    {
        Digest? key = ValidName.Parse(name).Key;
        return _context.Users.Where(user => user.Id == id).ExecuteUpdateAsync(change => change
            .SetProperty(user => user.Name, name)
            .SetProperty(user => user.NameKey, key)
            .SetProperty(user => user.Version, user => user.Version + 1));
    }

    /// <summary>Inserts an operation too, as if another instance executed a command that is none of ours.</summary>
    public Task InsertOperationAsync(Guid operationId) =>
        AddAsync(new InboxRow(operationId, 0, Guid.NewGuid(), Digest.OfText("any"), Caller: null, nameof(UserCreated), "{}", DateTime.UtcNow));

    /// <summary>Waits until as many sessions wait for locks in this database.</summary>
    public Task IsWaitedForAsync(int sessions = 1) => _database.IsWaitedForAsync(sessions);

    public Task ReleaseAsync() => _context.Database.RollbackTransactionAsync();

    public Task CommitAsync() => _context.Database.CommitTransactionAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private async Task AddAsync(object row)
    {
        _context.Add(row);
        await _context.SaveChangesAsync();
    }
}
