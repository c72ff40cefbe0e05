namespace KafkaRider.Views.Tests.Support;

/// <summary>Represents what a counter counts.</summary>
public sealed record Counted(string Name);
