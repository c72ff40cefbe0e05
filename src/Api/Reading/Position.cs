namespace Users.Api.Reading;

/// <summary>Is a place in the order of users: by normalised name, and by id where two have the same for a moment.</summary>
internal readonly record struct Position(ReadOnlyMemory<byte> Key, Guid Id)
{
    public static Position Of(User user) => new(user.Key.ToArray(), user.Id);
}
