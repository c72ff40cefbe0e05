namespace KafkaRider.Internal;

/// <summary>Is a row of the table of sagas in memory.</summary>
internal sealed record SagaRecord(
    Guid Id, string Type, string State, int Version, string Body, byte[] Handled, string Outgoing, DateTime StartedAt, DateTime? EndedAt, bool IsClosed)
{
    private const int IdSize = 16;

    // Events of one saga come in the order of the log: one that was handled so long ago does not come again by itself.
    private const int MaxHandled = 512;

    public bool HasHandledLast(Guid eventId) => Handled.Length >= IdSize && new Guid(Handled.AsSpan(Handled.Length - IdSize), bigEndian: true) == eventId;

    public bool HasHandled(Guid eventId)
    {
        Span<byte> id = stackalloc byte[IdSize];
        eventId.TryWriteBytes(id, bigEndian: true, out _);

        for (var i = 0; i < Handled.Length; i += IdSize)
        {
            if (Handled.AsSpan(i, IdSize).SequenceEqual(id))
            {
                return true;
            }
        }

        return false;
    }

    public static byte[] Append(byte[] handled, Guid eventId)
    {
        var kept = handled.Length >= MaxHandled * IdSize ? handled.AsSpan(IdSize) : handled;
        return [.. kept, .. eventId.ToByteArray(bigEndian: true)];
    }
}
