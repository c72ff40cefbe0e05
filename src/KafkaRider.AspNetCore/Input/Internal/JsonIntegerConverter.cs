using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class JsonIntegerConverter : JsonConverter<JsonInteger>
{
    public override bool HandleNull => true;

    public override JsonInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var value))
            {
                return new JsonInteger(JsonIntegerKind.Whole, value);
            }

            // A whole number may be written with a fraction that is zero, or an exponent: JSON Schema goes by what it is.
            if (reader.TryGetDecimal(out var number) && decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue)
            {
                return new JsonInteger(JsonIntegerKind.Whole, (long)number);
            }
        }

        // The serializer has buffered the whole value before it calls a converter, so there is always something to skip.
        reader.TrySkip();
        return new JsonInteger(JsonIntegerKind.NotWhole, 0);
    }

    public override void Write(Utf8JsonWriter writer, JsonInteger value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
