namespace Users.Consumer.Store;

/// <summary>Refuses a command that names no user.</summary>
internal static class ValidUserId
{
    /// <exception cref="InvalidCommandException"><paramref name="userId"/> is empty, which is also what a missing one is read as.</exception>
    public static Guid Parse(Guid userId) =>
        userId != Guid.Empty ? userId : throw new InvalidCommandException("The user id is missing or empty.");
}
