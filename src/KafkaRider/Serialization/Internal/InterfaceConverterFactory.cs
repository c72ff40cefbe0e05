using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit.Serialization.JsonConverters;

namespace KafkaRider.Internal;

/// <summary>Reads and writes messages that are interfaces, as MassTransit does.</summary>
internal sealed class InterfaceConverterFactory : JsonConverterFactory
{
    private readonly SystemTextJsonConverterFactory _converters = new();

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsInterface && !typeof(IEnumerable).IsAssignableFrom(typeToConvert) && _converters.CanConvert(typeToConvert);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        _converters.CreateConverter(typeToConvert, options);
}
