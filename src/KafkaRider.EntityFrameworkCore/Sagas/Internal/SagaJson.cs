using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaRider.Internal;

/// <summary>Says how instances of sagas are written as JSON.</summary>
internal static class SagaJson
{
    // It stays in the table, where a plus sign need not be escaped; a text with a backslash in it takes twice as much on its way there.
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
