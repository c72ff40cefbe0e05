using System.Text.Json.Serialization;
using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore;

/// <summary>Represents a JSON member that should be a whole number. What else stood there is kept, so that validation can name every wrong member.</summary>
/// <param name="Kind">What stood there.</param>
/// <param name="Value">The number, if it was one; 0 otherwise.</param>
[JsonConverter(typeof(JsonIntegerConverter))]
public readonly record struct JsonInteger(JsonIntegerKind Kind, long Value);
