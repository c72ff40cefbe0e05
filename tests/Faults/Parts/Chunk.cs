namespace Users.Faults.Parts;

/// <summary>A piece of what travels over a connection.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="RequestKind">The kind of Kafka request that it is a whole one of.</param>
internal readonly record struct Chunk(ReadOnlyMemory<byte> Bytes, int? RequestKind)
{
    public long ArrivedAt { get; init; }
}
