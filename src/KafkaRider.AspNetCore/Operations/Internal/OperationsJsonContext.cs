using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaRider.AspNetCore.Internal;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OperationResponse))]
[JsonSerializable(typeof(OperationEvent))]
[JsonSerializable(typeof(ProcessChanged))]
[JsonSerializable(typeof(UnfinishedOperations))]
internal sealed partial class OperationsJsonContext : JsonSerializerContext;
