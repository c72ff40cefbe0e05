using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Are the settings of one client, each under its one name; of several layers, the last one counts.</summary>
internal sealed class ClientSettings
{
    private readonly Dictionary<string, ClientSetting> _settings = new(StringComparer.Ordinal);

    /// <exception cref="ConfigurationException">A layer has one setting twice, under two names.</exception>
    public ClientSettings(params IEnumerable<KeyValuePair<string, string>>[] layers)
    {
        foreach (var layer in layers)
        {
            Add(layer);
        }
    }

    public string? this[string name] => _settings.GetValueOrDefault(name)?.Value;

    public ClientSetting? Find(string name) => _settings.GetValueOrDefault(name);

    public void Set(string name, string value) => _settings[name] = new(name, value);

    public void Remove(string name) => _settings.Remove(name);

    public Dictionary<string, string> ToDictionary() =>
        _settings.ToDictionary(setting => setting.Key, setting => setting.Value.Value, StringComparer.Ordinal);

    private void Add(IEnumerable<KeyValuePair<string, string>> layer)
    {
        var own = new Dictionary<string, ClientSetting>(StringComparer.Ordinal);
        foreach (var (written, value) in layer)
        {
            var setting = new ClientSetting(written, value);
            if (own.TryGetValue(setting.Name, out var other) && other.Value != value)
            {
                throw new ConfigurationException(
                    $"Kafka settings {other.Written} and {written} are refused: they are two names of one setting, and have two values.");
            }

            own[setting.Name] = _settings[setting.Name] = setting;
        }
    }
}
