namespace KafkaRider.Internal;

/// <summary>Is what the brokers say of a partition.</summary>
/// <param name="Id">The number of the partition.</param>
/// <param name="Leader">The broker that leads it; negative if none does.</param>
/// <param name="Replicas">How many replicas it has.</param>
internal readonly record struct DescribedPartition(int Id, int Leader, int Replicas)
{
    public bool HasLeader => Leader >= 0;
}
