namespace KafkaRider.AspNetCore.Internal;

/// <summary>Makes ids of processes such that what concerns those that begin together goes to one partition of each topic.</summary>
/// <remarks>The id is the key of all that a process gets, and of what it tells: docs/adr/0008.</remarks>
internal static class ProcessIds
{
    // Whoever shares one of so many partitions shares one of 12, 8, 6, 4, 3 and 2, too.
    private const int Places = 24;

    private static readonly long Window = TimeSpan.FromMilliseconds(20).Ticks;

    /// <summary>Makes a version 7 UUID.</summary>
    /// <param name="now">When the process begins. It says which place.</param>
    public static Guid Create(DateTimeOffset now) => PartitionedIds.Create(now, (int)(now.UtcTicks / Window % Places), Places);
}
