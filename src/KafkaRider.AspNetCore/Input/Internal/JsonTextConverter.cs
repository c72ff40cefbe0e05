using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class JsonTextConverter : JsonConverter<JsonText>
{
    public override bool HandleNull => true;

    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            // The serializer has buffered the whole value before it calls a converter, so there is always something to skip.
            reader.TrySkip();
            return new JsonText(JsonTextKind.NotText, null);
        }

        try
        {
            return new JsonText(JsonTextKind.Text, reader.GetString());
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that an escape or the bytes themselves are not Unicode.
            return new JsonText(JsonTextKind.NotUnicode, null);
        }
    }

    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
