using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Knows the types that Kafka's clients write as they are.</summary>
internal static class PlainSerializers
{
    private static readonly Dictionary<Type, object> SerializerOf = new()
    {
        [typeof(Null)] = Serializers.Null,
        [typeof(byte[])] = Serializers.ByteArray,
        [typeof(string)] = Serializers.Utf8,
        [typeof(int)] = Serializers.Int32,
        [typeof(long)] = Serializers.Int64,
        [typeof(float)] = Serializers.Single,
        [typeof(double)] = Serializers.Double,
    };

    private static readonly Dictionary<Type, object> DeserializerOf = new()
    {
        [typeof(Null)] = Deserializers.Null,
        [typeof(Ignore)] = Deserializers.Ignore,
        [typeof(byte[])] = Deserializers.ByteArray,
        [typeof(string)] = Deserializers.Utf8,
        [typeof(int)] = Deserializers.Int32,
        [typeof(long)] = Deserializers.Int64,
        [typeof(float)] = Deserializers.Single,
        [typeof(double)] = Deserializers.Double,
    };

    public static IAsyncSerializer<T>? FindSerializer<T>() =>
        SerializerOf.GetValueOrDefault(typeof(T)) is ISerializer<T> serializer ? new PromptSerializer<T>(serializer) : null;

    public static IDeserializer<T>? FindDeserializer<T>() => DeserializerOf.GetValueOrDefault(typeof(T)) as IDeserializer<T>;

    /// <summary>Returns what writes keys or values as a factory has it, unless they are nothing: a format may have bytes for that, too.</summary>
    public static IAsyncSerializer<T> GetSerializer<T>(IKafkaSerializerFactory factory) =>
        (typeof(T) == typeof(Null) ? FindSerializer<T>() : null) ?? factory.GetSerializer<T>();

    /// <summary>Returns what reads keys or values as a factory has it, unless nobody looks at them.</summary>
    public static IDeserializer<T> GetDeserializer<T>(IKafkaSerializerFactory factory) =>
        (typeof(T) == typeof(Null) || typeof(T) == typeof(Ignore) ? FindDeserializer<T>() : null) ?? factory.GetDeserializer<T>();
}
