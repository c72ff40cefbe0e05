using System.Text.Json;
using System.Text.Json.Serialization;
using Users.Api.Health;
using Users.Api.Operations;
using Users.Api.Problems;
using Users.Api.Reading;
using Users.Api.Users;

namespace Users.Api;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(UpdateUserRequest))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(UserResponse[]))]
[JsonSerializable(typeof(OperationResponse))]
[JsonSerializable(typeof(OperationEvent))]
[JsonSerializable(typeof(RegistrationsResponse))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
