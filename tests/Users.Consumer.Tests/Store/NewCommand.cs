using Users.Consumer.Store;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Makes commands as the consumers do from messages: each an operation of its own unless it is given one.</summary>
internal static class NewCommand
{
    public static UserCommand Create(string name) => Create(NewOperation(), name);

    public static UserCommand Create(Operation operation, string name, string? fingerprint = null) =>
        new CreateUserCommand(operation, Fingerprint.Of(new CreateUser(name), fingerprint), ValidName.Parse(name));

    public static UserCommand Update(Guid userId, string name, params int[] expectedVersions) =>
        Update(NewOperation(), userId, name, expectedVersions);

    public static UserCommand Update(Operation operation, Guid userId, string name, params int[] expectedVersions)
    {
        var expected = Expect(expectedVersions);
        return new UpdateUserCommand(
            operation, Fingerprint.Of(new UpdateUser(userId, name, expected.Latest, expected.All)), userId, ValidName.Parse(name), expected);
    }

    public static UserCommand Delete(Guid userId, params int[] expectedVersions) => Delete(NewOperation(), userId, expectedVersions);

    public static UserCommand Delete(Operation operation, Guid userId, params int[] expectedVersions)
    {
        var expected = Expect(expectedVersions);
        return new DeleteUserCommand(operation, Fingerprint.Of(new DeleteUser(userId, expected.Latest, expected.All)), userId, expected);
    }

    public static Operation NewOperation() => new(Guid.NewGuid(), Guid.NewGuid());

    private static ExpectedVersion Expect(int[] versions) => versions switch
    {
        [] => default,
        [var only] => new(only),
        _ => new(versions.Max(), versions),
    };
}
