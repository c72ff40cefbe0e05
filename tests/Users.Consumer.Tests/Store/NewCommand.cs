using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Store;

/// <summary>Makes commands as the consumers do from messages: each an operation of its own unless it is given one.</summary>
internal static class NewCommand
{
    private static readonly CommandFingerprints Fingerprints = new(ContractsJsonContext.Default);

    public static UserCommand Create(string name) => Create(NewOperation(), name);

    public static UserCommand Create(Operation operation, string name, string? fingerprint = null) =>
        new(Identify(operation, new CreateUser(name), fingerprint), new CreateUserDecision(ValidName.Parse(name)));

    public static UserCommand Update(Guid userId, string name, params int[] expectedVersions) =>
        Update(NewOperation(), userId, name, expectedVersions);

    public static UserCommand Update(Operation operation, Guid userId, string name, params int[] expectedVersions)
    {
        var expected = Expect(expectedVersions);
        return new(
            Identify(operation, new UpdateUser(userId, name, expected.Latest, expected.All)), new UpdateUserDecision(userId, ValidName.Parse(name), expected));
    }

    public static UserCommand Delete(Guid userId, params int[] expectedVersions) => Delete(NewOperation(), userId, expectedVersions);

    public static UserCommand Delete(Operation operation, Guid userId, params int[] expectedVersions)
    {
        var expected = Expect(expectedVersions);
        return new(Identify(operation, new DeleteUser(userId, expected.Latest, expected.All)), new DeleteUserDecision(userId, expected));
    }

    public static Operation NewOperation() => For(Guid.NewGuid(), Guid.NewGuid());

    /// <summary>Names an operation. Which command it is, it learns from that.</summary>
    public static Operation For(Guid id, Guid messageId) => new(id, messageId, default);

    public static Digest FingerprintOf(object command) => new(Fingerprints.Of(command));

    private static Operation Identify(Operation operation, object command, string? sent = null)
    {
        var ofMessage = FingerprintOf(command);
        return operation with
        {
            Fingerprint = Digest.Parse(sent) ?? ofMessage,
            IsAlso = stored => stored == ofMessage || stored == FormerFingerprint.Of(command),
        };
    }

    private static ExpectedVersion Expect(int[] versions) => versions switch
    {
        [] => default,
        [var only] => new(only),
        _ => new(versions.Max(), versions),
    };
}
