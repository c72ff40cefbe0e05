using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Users.Contracts;

namespace Users.Bench.Parts;

/// <summary>Bodies alone, and whole records.</summary>
public class SerializationBenchmarks
{
    private static readonly byte[] Json = JsonSerializer.SerializeToUtf8Bytes(Records.Outcome, Records.Serializer.Options);

    [Benchmark(Description = "serialise an outcome")]
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(Records.Outcome, Records.Serializer.Options);

    [Benchmark(Description = "deserialise an outcome")]
    public object? Deserialize() => JsonSerializer.Deserialize<UserCreated>(Json, Records.Serializer.Options);

    [Benchmark(Description = "write a command with its headers")]
    public object Write() => Records.Write(Records.Command, Records.Outcome.UserId, Records.Command.Name).Record;
}
