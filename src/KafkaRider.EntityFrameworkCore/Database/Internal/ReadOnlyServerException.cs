namespace KafkaRider.Internal;

/// <summary>Is thrown instead of a connection to a server that takes no writes.</summary>
internal sealed class ReadOnlyServerException() : IOException("The database server is read-only.");
