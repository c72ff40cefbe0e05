using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Asks for a user to be given another name.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The new name, as given: 1 to 255 characters, no control characters.</param>
/// <param name="ExpectedVersion">The version that the user must have; <see langword="null"/> takes any.</param>
/// <param name="ExpectedVersions">All versions that will do, where there are several; the greatest of them is <paramref name="ExpectedVersion"/>.</param>
public sealed record UpdateUser(
    Guid UserId,
    string Name,
    int? ExpectedVersion = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? ExpectedVersions = null);
