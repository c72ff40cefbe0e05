namespace Users.Api.Reading;

/// <summary>Represents some users, and where those begin that come after them.</summary>
/// <param name="Users">The users, in order.</param>
/// <param name="Next">Where the next page begins, or <see langword="null"/> if this is the last.</param>
internal sealed record UserPage(IReadOnlyList<User> Users, PageStart? Next);
