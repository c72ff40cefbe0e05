namespace Users.Api.Reading;

/// <summary>Finds users by id in a set of users, so that the id need not be stored twice.</summary>
internal sealed class UserIdComparer : IEqualityComparer<User>, IAlternateEqualityComparer<Guid, User>
{
    public bool Equals(User? x, User? y) => x?.Id == y?.Id;

    public int GetHashCode(User user) => user.Id.GetHashCode();

    public bool Equals(Guid id, User user) => user.Id == id;

    public int GetHashCode(Guid id) => id.GetHashCode();

    public User Create(Guid id) => throw new NotSupportedException();
}
