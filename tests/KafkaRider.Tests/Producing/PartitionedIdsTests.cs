using System.Text;

namespace KafkaRider.Tests.Producing;

public sealed class PartitionedIdsTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 28, 12, 0, 0, 123, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(48)]
    public void Create_IsAVersion7UuidOfItsTime_WhosePartitionIsTheChosenOne(int partitions)
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            var ids = Enumerable.Range(0, 20).Select(_ => PartitionedIds.Create(Time, partition, partitions)).ToList();

            Assert.Equal(20, ids.Distinct().Count());
            Assert.All(ids, id =>
            {
                Assert.Equal(partition, Murmur2Partitioner.PartitionOf(Encoding.UTF8.GetBytes($"{id}"), partitions));
                Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11));
                Assert.StartsWith($"{Guid.CreateVersion7(Time)}"[..13], $"{id}", StringComparison.Ordinal);
            });
        }
    }

    [Theory]
    [InlineData(-1, 12)]
    [InlineData(12, 12)]
    [InlineData(0, 0)]
    public void Create_ThereIsNoSuchPartition_Throws(int partition, int partitions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PartitionedIds.Create(Time, partition, partitions));
}
