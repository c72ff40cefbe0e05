namespace KafkaRider.EntityFrameworkCore;

/// <summary>Is thrown when a command could not be executed for a reason that passes: the same command will succeed later.</summary>
/// <param name="message">What the reason is.</param>
/// <param name="innerException">What it failed with.</param>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
