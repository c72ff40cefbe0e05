namespace KafkaRider.AspNetCore.Internal;

/// <summary>Stands for the outcome of a command that could not be executed, and will not be tried again by itself.</summary>
internal sealed record CommandFailed;
