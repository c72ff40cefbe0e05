namespace KafkaRider.Views.Internal;

/// <summary>Represents a snapshot file that was opened and found to be whole.</summary>
/// <param name="Path">The file.</param>
/// <param name="Marks">The last record of each partition that is in it.</param>
/// <param name="State">What the view wrote.</param>
internal sealed record OpenSnapshot(string Path, IReadOnlyList<FollowMark> Marks, Stream State) : IDisposable
{
    public void Dispose() => State.Dispose();
}
