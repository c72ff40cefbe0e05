using KafkaRider;
using Users.Contracts;

namespace Users.Consumer.Users;

/// <summary>Makes ids of new users such that the events of users who are created together go to one partition.</summary>
/// <remarks>Events have the user's id for a key: docs/adr/0008.</remarks>
internal static class UserIds
{
    /// <summary>Makes a version 7 UUID.</summary>
    /// <param name="createdAt">When the batch is executed. The microsecond says which partition.</param>
    public static Guid Create(DateTimeOffset createdAt)
    {
        var partitions = Topics.Events.Partitions;
        return PartitionedIds.Create(createdAt, (int)(createdAt.UtcTicks / TimeSpan.TicksPerMicrosecond % partitions), partitions);
    }
}
