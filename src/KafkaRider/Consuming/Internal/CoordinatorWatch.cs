using System.Text.Json;
using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Notices that the client waits for an answer that will not come.</summary>
/// <remarks>
/// librdkafka asks where the group's coordinator is, and does not ask again before that is answered, or failed. When the connection that
/// it asks over is closed for good at that moment (the bootstrap connection is, once brokers are known), neither happens, and the member
/// never joins again. Its requests time out after <c>socket.timeout.ms</c>, 10 seconds here, so no answer takes longer than the limit.
/// </remarks>
internal sealed class CoordinatorWatch(TimeSpan limit)
{
    /// <summary>How often the client reports the group's state.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private TimeSpan _waited;

    /// <summary>Gets whether the client is a settled member of its group, with partitions or without.</summary>
    public bool IsMember { get; private set; }

    public void Reset()
    {
        _waited = TimeSpan.Zero;
        IsMember = false;
    }

    /// <summary>Takes in a report: the JSON that librdkafka documents in its STATISTICS.md.</summary>
    public void Read(string statistics)
    {
        using var document = JsonDocument.Parse(statistics);
        var isKnown = document.RootElement.TryGetProperty("cgrp", out var group);
        _waited = isKnown && group.GetProperty("state").ValueEquals("wait-coord")
            ? TimeSpan.FromMilliseconds(group.GetProperty("stateage").GetInt64())
            : TimeSpan.Zero;
        IsMember = isKnown && group.GetProperty("state").ValueEquals("up")
            && group.TryGetProperty("join_state", out var joined) && joined.ValueEquals("steady");
    }

    /// <exception cref="KafkaException">The client has waited for longer than the limit.</exception>
    public void ThrowIfStuck()
    {
        if (_waited > limit)
        {
            throw new KafkaException(new Error(
                ErrorCode.Local_WaitCoord, $"for {_waited.TotalSeconds:0} s the client has waited to hear who coordinates the group"));
        }
    }
}
