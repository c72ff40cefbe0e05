using KafkaRider.EntityFrameworkCore;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Says what commands do that are executed one after another, as simply as it can be said.</summary>
internal sealed class UserModel
{
    private readonly List<ModelUser> _users = [];

    public IReadOnlyList<ModelUser> Users => _users;

    /// <summary>Makes the change that an outcome stands for, if it is the right one, and returns what would have been right.</summary>
    public object Execute(ModelCommand command, object outcome)
    {
        var user = _users.Find(x => x.Id == command.UserId && !x.Deleted);
        var owner = command.Name is null ? null : _users.Find(x => !x.Deleted && UserName.Normalize(x.Name) == UserName.Normalize(command.Name));

        if (command.UserId is not { } id)
        {
            if (owner is not null)
            {
                return new UserDuplicated(owner.Id, command.Name!, owner.Version);
            }

            var created = outcome as UserCreated ?? new(Guid.Empty, string.Empty, 0, default);
            _users.Add(new(created.UserId, command.Name!, 1));
            return created with { Name = command.Name!, Version = 1 };
        }

        if (user is null)
        {
            return new UserNotFound(id, _users.Any(deleted => deleted.Id == id));
        }

        if (command.ExpectedVersion is { } expected && expected != user.Version)
        {
            return new UserVersionConflict(id, expected, user.Version);
        }

        if (owner is not null && owner != user)
        {
            return new UserDuplicated(owner.Id, command.Name!, owner.Version);
        }

        user.Version++;
        user.Deleted = command.Name is null;
        user.Name = command.Name ?? user.Name;

        return outcome switch
        {
            UserDeleted deleted when user.Deleted => deleted with { UserId = id, Name = user.Name, Version = user.Version },
            UserUpdated updated when !user.Deleted => updated with { UserId = id, Name = user.Name, Version = user.Version },
            _ => user,
        };
    }
}

/// <summary>Is a command in the model: without an id it creates, without a name it deletes.</summary>
internal sealed record ModelCommand(Operation Operation, Guid? UserId, string? Name, int? ExpectedVersion)
{
    public static ModelCommand CreateRandom(Random random, IReadOnlyList<Guid> ids)
    {
        var id = ids.Count > 0 && random.Next(4) > 0 ? ids[random.Next(ids.Count)] : random.Next(20) == 0 ? Guid.NewGuid() : (Guid?)null;
        var name = id is null || random.Next(3) > 0 ? $"{" "[..random.Next(2)]}{"aA"[random.Next(2)]}{random.Next(6)}" : null;
        return new(NewCommand.NewOperation(), id, name, id is not null && random.Next(3) == 0 ? random.Next(1, 5) : null);
    }

    private int[] Expected => ExpectedVersion is { } version ? [version] : [];

    public UserCommand ToUserCommand() => (UserId, Name) switch
    {
        ({ } id, { } name) => NewCommand.Update(Operation, id, name, Expected),
        ({ } id, null) => NewCommand.Delete(Operation, id, Expected),
        _ => NewCommand.Create(Operation, Name!),
    };
}

/// <summary>Is a user in the model.</summary>
internal sealed record ModelUser(Guid Id, string Name, int Version)
{
    public string Name { get; set; } = Name;

    public int Version { get; set; } = Version;

    public bool Deleted { get; set; }
}
