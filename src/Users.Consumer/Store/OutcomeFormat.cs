using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Writes outcomes for the inbox and reads them back.</summary>
internal static class OutcomeFormat
{
    private static readonly JsonTypeInfo[] Types = [ContractsJsonContext.Default.UserCreated, ContractsJsonContext.Default.UserDuplicated];

    private static readonly Dictionary<string, JsonTypeInfo> ByName = Types.ToDictionary(type => type.Type.Name);

    public static (string Type, string Json) Write(object outcome)
    {
        var name = outcome.GetType().Name;
        return (name, JsonSerializer.Serialize(outcome, ByName[name]));
    }

    public static object Read(string type, string json) =>
        JsonSerializer.Deserialize(json, ByName[type]) ?? throw new JsonException($"The stored {type} is null.");
}
