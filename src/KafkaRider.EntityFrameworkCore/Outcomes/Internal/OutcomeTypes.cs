using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KafkaRider.EntityFrameworkCore;

namespace KafkaRider.Internal;

/// <summary>Knows all outcomes that commands can have, writes them for the inbox, and reads them back.</summary>
internal sealed class OutcomeTypes
{
    private readonly Dictionary<string, OutcomeType> _byName = [];
    private readonly List<IJsonTypeInfoResolver> _resolvers = [];
    private JsonSerializerOptions? _json;
    private CommandFingerprints? _fingerprints;

    public IEnumerable<OutcomeType> All => _byName.Values;

    // What commands and outcomes are on the wire: camelCase, unknown fields ignored.
    private JsonSerializerOptions Json => _json ??= CreateJson();

    private IJsonTypeInfoResolver Resolver => JsonTypeInfoResolver.Combine([.. _resolvers, new DefaultJsonTypeInfoResolver()]);

    public void UseJson(IJsonTypeInfoResolver resolver) => _resolvers.Add(resolver);

    /// <exception cref="ArgumentException">There is another outcome of this name, or the same one with another topic.</exception>
    public void Add(OutcomeType outcome)
    {
        if (_byName.TryGetValue(outcome.Type.Name, out var known)
            && (known.Type, known.Topic, known.IsRejection) != (outcome.Type, outcome.Topic, outcome.IsRejection))
        {
            throw new ArgumentException($"The outcome {outcome.Type.Name} is registered twice, as different things. The inbox tells outcomes apart by these names.");
        }

        _byName[outcome.Type.Name] = outcome;
    }

    public bool IsRejection(object outcome) => _byName[outcome.GetType().Name].IsRejection;

    /// <exception cref="InvalidOperationException">The outcome is not registered.</exception>
    public (string Type, string Json) Write(object outcome)
    {
        var type = outcome.GetType();

        return _byName.TryGetValue(type.Name, out var known) && known.Type == type
            ? (type.Name, JsonSerializer.Serialize(outcome, Json.GetTypeInfo(type)))
            : throw new InvalidOperationException(
                $"{type.Name} is no outcome that the inbox knows: register it with Fact<{type.Name}>(topic, key) or Rejection<{type.Name}>(topic).");
    }

    /// <exception cref="StoreUnavailableException">A later version of this program wrote the outcome; that one can read it.</exception>
    public object Read(string type, string json) => _byName.TryGetValue(type, out var known)
        ? JsonSerializer.Deserialize(json, Json.GetTypeInfo(known.Type)) ?? throw new JsonException($"The stored {type} is null.")
        : throw new StoreUnavailableException($"This version does not know the outcome {type}.");

    /// <summary>Computes the fingerprint of a command from its type and content.</summary>
    public Digest FingerprintOf(object command) => new((_fingerprints ??= new(Resolver)).Of(command));

    private JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = Resolver };
        options.MakeReadOnly();
        return options;
    }
}
