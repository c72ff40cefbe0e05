namespace KafkaRider.Views;

/// <summary>Names a place in a topic that a view can be waited for.</summary>
/// <param name="Partition">The number of the partition.</param>
/// <param name="Offset">The offset of the last record that the view is to have.</param>
public readonly record struct ViewPosition(int Partition, long Offset);
