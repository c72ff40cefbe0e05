namespace Users.Api.Reading;

/// <summary>Represents where a page begins.</summary>
/// <param name="Place">A place in the order of users.</param>
/// <param name="IsPassed">
/// Whether the user there ended the page before, so that the page begins after it. Else it is where the page before had looked far enough.
/// </param>
internal readonly record struct PageStart(Position Place, bool IsPassed);
