using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Users.Contracts;

namespace Users.Consumer.Store;

/// <summary>Writes outcomes for the inbox and reads them back.</summary>
internal static class OutcomeFormat
{
    private static readonly JsonTypeInfo[] Types =
    [
        ContractsJsonContext.Default.UserCreated,
        ContractsJsonContext.Default.UserUpdated,
        ContractsJsonContext.Default.UserDeleted,
        ContractsJsonContext.Default.UserDuplicated,
        ContractsJsonContext.Default.UserNotFound,
        ContractsJsonContext.Default.UserVersionConflict,
    ];

    private static readonly Dictionary<string, JsonTypeInfo> ByName = Types.ToDictionary(type => type.Type.Name);

    public static (string Type, string Json) Write(object outcome)
    {
        var name = outcome.GetType().Name;
        return (name, JsonSerializer.Serialize(outcome, ByName[name]));
    }

    /// <exception cref="StoreUnavailableException">A later version of this program wrote the outcome; that one can read it.</exception>
    public static object Read(string type, string json) => ByName.TryGetValue(type, out var typeInfo)
        ? JsonSerializer.Deserialize(json, typeInfo) ?? throw new JsonException($"The stored {type} is null.")
        : throw new StoreUnavailableException($"This version does not know the outcome {type}.");
}
