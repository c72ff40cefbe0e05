using System.Text.Json.Serialization;
using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore;

/// <summary>Represents a JSON member that should be a string. What else stood there is kept, so that validation can name every wrong member.</summary>
/// <param name="Kind">What stood there.</param>
/// <param name="Value">The string, if it was one.</param>
[JsonConverter(typeof(JsonTextConverter))]
public readonly record struct JsonText(JsonTextKind Kind, string? Value);
