using System.Text.Json;
using System.Text.Json.Serialization;

namespace Users.Contracts;

/// <summary>Serialises the messages as they stand on the wire: camelCase, and unknown fields ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CreateUser))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(UserDuplicated))]
[JsonSerializable(typeof(OperationConflicted))]
public sealed partial class ContractsJsonContext : JsonSerializerContext;
