namespace Users.Consumer.Users;

/// <summary>Says in which versions a user may be changed.</summary>
/// <param name="Latest">The only one, or the greatest of several; <see langword="null"/> takes any.</param>
/// <param name="All">All of them, where there are several.</param>
internal readonly record struct ExpectedVersion(int? Latest, IReadOnlyList<int>? All = null)
{
    public bool Includes(int version) => Latest is null || Latest == version || All?.Contains(version) is true;
}
