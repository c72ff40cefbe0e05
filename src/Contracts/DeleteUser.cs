using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Asks for a user to be deleted, which frees the name.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ExpectedVersion">The version that the user must have; <see langword="null"/> takes any.</param>
/// <param name="ExpectedVersions">All versions that will do, where there are several; the greatest of them is <paramref name="ExpectedVersion"/>.</param>
public sealed record DeleteUser(
    Guid UserId,
    int? ExpectedVersion = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? ExpectedVersions = null);
