namespace KafkaRider.EntityFrameworkCore;

/// <summary>Is thrown for a command that can never succeed, because of what it says. Trying it again is of no use.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="innerException">What it failed with.</param>
public sealed class InvalidCommandException(string message, Exception? innerException = null) : Exception(message, innerException);
