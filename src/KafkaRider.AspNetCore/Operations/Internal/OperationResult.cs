using System.Text.Json;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Represents the answer that a command got, or would have got had its client still waited.</summary>
internal sealed record OperationResult(int Status, IReadOnlyDictionary<string, string> Headers, JsonElement? Body);
