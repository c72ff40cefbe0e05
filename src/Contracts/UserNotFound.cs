using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Says that nothing was changed, because there is no such user, or none any more.</summary>
/// <param name="UserId">The id that the command named.</param>
/// <param name="IsDeleted">Whether there was such a user, which has been deleted. What was written before this was told says <see langword="false"/>.</param>
public sealed record UserNotFound(
    Guid UserId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsDeleted = false);
