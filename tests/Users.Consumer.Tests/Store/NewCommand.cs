using Users.Consumer.Store;

namespace Users.Consumer.Tests.Store;

/// <summary>Makes commands, each an operation of its own.</summary>
internal static class NewCommand
{
    public static UserCommand Create(string name) => new CreateUserCommand(NewOperation(), ValidName.Parse(name));

    public static UserCommand Update(Guid userId, string name, int? expectedVersion = null) =>
        new UpdateUserCommand(NewOperation(), userId, ValidName.Parse(name), expectedVersion);

    public static UserCommand Delete(Guid userId, int? expectedVersion = null) =>
        new DeleteUserCommand(NewOperation(), userId, expectedVersion);

    public static Operation NewOperation() => new(Guid.NewGuid(), Guid.NewGuid());
}
