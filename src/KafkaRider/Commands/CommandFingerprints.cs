using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace KafkaRider;

/// <summary>Tells commands apart that carry the same operation id: a retry has the same fingerprint, another command has another one.</summary>
/// <remarks>
/// A fingerprint is kept for as long as operation ids are remembered, and compared by later versions: how it is computed does not change. A field that is
/// added later changes nothing about the commands that leave it out. Is safe for concurrent use.
/// </remarks>
public sealed class CommandFingerprints
{
    private readonly JsonSerializerOptions _json;

    /// <summary>Initializes it for commands of some types.</summary>
    /// <param name="resolver">Knows how the commands are written.</param>
    public CommandFingerprints(IJsonTypeInfoResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);

        _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, TypeInfoResolver = resolver };
        _json.MakeReadOnly();
    }

    /// <summary>Returns the SHA-256 digest of the type and the content of a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Of(object command)
    {
        ArgumentNullException.ThrowIfNull(command);

        using var content = new MemoryStream();
        using (var name = new Utf8JsonWriter(content))
        {
            name.WriteStringValue(command.GetType().Name);
        }

        JsonSerializer.Serialize(content, command, _json.GetTypeInfo(command.GetType()));
        return SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}
