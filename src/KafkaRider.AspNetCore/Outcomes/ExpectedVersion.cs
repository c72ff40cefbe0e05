namespace KafkaRider.AspNetCore;

/// <summary>Says in which versions a client wants an entity to be changed.</summary>
/// <param name="Latest">The only one, or the greatest of several; <see langword="null"/> takes any.</param>
/// <param name="All">All of them, where there are several.</param>
public readonly record struct ExpectedVersion(int? Latest, IReadOnlyList<int>? All = null)
{
    /// <summary>Says whether a version is among them.</summary>
    /// <param name="version">The version.</param>
    public bool Includes(int version) => Latest is null || Latest == version || All?.Contains(version) is true;
}
