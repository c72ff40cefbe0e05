using System.Text;
using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore.Tests.Commands;

public sealed class ProcessIdsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(12)]
    [InlineData(8)]
    [InlineData(3)]
    public void Create_AtOneTime_SharesAPartition(int partitions)
    {
        var ids = Enumerable.Range(0, 100).Select(number => ProcessIds.Create(Start.AddMilliseconds(number / 5))).ToList();

        Assert.Single(ids.Select(id => PartitionOf(id, partitions)).Distinct());
        Assert.Equal(100, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(7, id.Version));
        Assert.All(ids, id => Assert.InRange(id.Variant, 8, 11));
    }

    [Fact]
    public void Create_OverTime_FillsAllPartitions()
    {
        var ids = Enumerable.Range(0, 48).Select(number => ProcessIds.Create(Start.AddMilliseconds(20 * number)));

        Assert.All(ids.GroupBy(id => PartitionOf(id, 12)).Select(group => group.Count()), count => Assert.Equal(4, count));
    }

    private static int PartitionOf(Guid id, int partitions) => Murmur2Partitioner.PartitionOf(Encoding.UTF8.GetBytes($"{id}"), partitions);
}
