namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is a view that has everything up to a version, and waits for nothing but what is far beyond.</summary>
internal sealed class Shelf : IEntityView
{
    /// <summary>Is a version that never comes, however long somebody waits.</summary>
    public const int Never = int.MaxValue;

    public int Version { get; set; } = 1;

    public bool IsWaitedFor { get; private set; }

    public async Task<bool> WaitAsync(Guid entityId, int version, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (version == Never)
        {
            IsWaitedFor = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return version <= Version;
    }
}
