namespace Users.Api.Reading;

/// <summary>
/// Represents a place in the order of users: by normalised name, by id where two have the same for a moment, and by version where a user had
/// it several times.
/// </summary>
internal readonly record struct Position(ReadOnlyMemory<byte> Key, Guid Id, int Version = 0)
{
    public static Position Of(User user) => new(user.Key.ToArray(), user.Id, user.Version);
}
