using System.Collections.Concurrent;
using System.Text.Json;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Packs outcomes for as long as they are kept: their JSON, without what repeats itself.</summary>
internal sealed class OutcomeCodec(JsonSerializerOptions json)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<Type, ushort> _numbers = new();
    private readonly JsonPacking _packing = new();

    // The first stands for none.
    private Type[] _types = [typeof(void)];

    /// <summary>Returns the number of a type, which begins with 1.</summary>
    public ushort NumberOf(Type type) => _numbers.TryGetValue(type, out var number) ? number : Add(type);

    public byte[] Pack(object outcome) => _packing.Pack(JsonSerializer.SerializeToUtf8Bytes(outcome, outcome.GetType(), json));

    public object Unpack(ushort number, byte[] packed) =>
        JsonSerializer.Deserialize(_packing.Unpack(packed), Volatile.Read(ref _types)[number], json)!;

    /// <summary>Reads an outcome as it is on the wire.</summary>
    public object Read(Type type, string outcome) => JsonSerializer.Deserialize(outcome, type, json)!;

    private ushort Add(Type type)
    {
        lock (_gate)
        {
            if (!_numbers.TryGetValue(type, out var number))
            {
                number = checked((ushort)_types.Length);
                Volatile.Write(ref _types, [.. _types, type]);
                _numbers[type] = number;
            }

            return number;
        }
    }
}
