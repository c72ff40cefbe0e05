using System.Text.Json.Serialization;

namespace Users.Api.Input;

/// <summary>Is a JSON member that should be a string. What else stood there is kept, so that validation can name every wrong member.</summary>
[JsonConverter(typeof(JsonTextConverter))]
internal readonly record struct JsonText(JsonTextKind Kind, string? Value);
