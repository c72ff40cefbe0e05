using System.Text.Json;
using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Serialises the messages as they stand on the wire: camelCase, and unknown fields ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CreateUser))]
[JsonSerializable(typeof(UpdateUser))]
[JsonSerializable(typeof(DeleteUser))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(UserUpdated))]
[JsonSerializable(typeof(UserDeleted))]
[JsonSerializable(typeof(UserDuplicated))]
[JsonSerializable(typeof(UserNotFound))]
[JsonSerializable(typeof(UserVersionConflict))]
[JsonSerializable(typeof(OperationConflicted))]
[JsonSerializable(typeof(GetOperation))]
[JsonSerializable(typeof(OperationFound))]
[JsonSerializable(typeof(OperationUnknown))]
[JsonSerializable(typeof(string))]
public sealed partial class ContractsJsonContext : JsonSerializerContext;
