using Confluent.Kafka;

namespace KafkaRider.Internal;

/// <summary>Is what a broker said of where a partition ends.</summary>
/// <param name="Position">What its reader read next when it was asked.</param>
/// <param name="Written">The end that the last fetch told of, whether what is before may be shown or not.</param>
/// <param name="End">The end of what may be shown.</param>
/// <param name="Failure">Why there was no answer, if there was none.</param>
internal sealed record FetchAnswer(TopicPartitionOffset Position, long Written, long End, Error? Failure);
