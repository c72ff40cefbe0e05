using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaRider.Internal;

/// <summary>Writes and reads what the tables of sagas keep as JSON.</summary>
internal static class SagaJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(IReadOnlyList<CollectedRecord> records) => JsonSerializer.Serialize(records, Options);

    public static IReadOnlyList<CollectedRecord> Read(string records) => JsonSerializer.Deserialize<List<CollectedRecord>>(records, Options)!;
}
