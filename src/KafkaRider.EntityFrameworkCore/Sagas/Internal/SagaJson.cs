using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaRider.Internal;

/// <summary>Writes and reads what the tables of sagas keep as JSON.</summary>
internal static class SagaJson
{
    // It stays in the table, where a plus sign need not be escaped; a text with a backslash in it takes twice as much on its way there.
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(IReadOnlyList<CollectedRecord> records) => JsonSerializer.Serialize(records, Options);

    public static IReadOnlyList<CollectedRecord> Read(string records) => JsonSerializer.Deserialize<List<CollectedRecord>>(records, Options)!;
}
