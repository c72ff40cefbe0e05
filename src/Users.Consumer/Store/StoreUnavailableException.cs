namespace Users.Consumer.Store;

/// <summary>Is thrown when a command could not be executed for a reason that passes: the same command will succeed later.</summary>
internal sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
