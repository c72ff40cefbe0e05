using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Says that a user was not created or given a name, because another user has the name.</summary>
/// <param name="UserId">The id of the user that has the name.</param>
/// <param name="Name">The name that was asked for, as given.</param>
/// <param name="Version">The version of the user that has the name. What was written before this was told says nothing.</param>
public sealed record UserDuplicated(
    Guid UserId, string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version = null);
