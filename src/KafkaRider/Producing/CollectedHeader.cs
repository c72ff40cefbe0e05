namespace KafkaRider;

/// <summary>Represents a header of a <see cref="CollectedRecord"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, or <see langword="null"/>.</param>
public sealed record CollectedHeader(string Name, byte[]? Value);
