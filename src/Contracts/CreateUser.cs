using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Asks for a user to be created.</summary>
/// <param name="Name">The user's name, as given: 1 to 255 characters, no control characters.</param>
/// <param name="UserId">
/// The id that the user is to have, where whoever asks has to be able to name it whatever comes of this: see <see cref="UndoCreateUser"/>. Usually it is
/// left to the consumer.
/// </param>
public sealed record CreateUser(string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? UserId = null);
