namespace Users.Consumer.Store;

/// <summary>Is thrown for a command that can never succeed, because of what it says. Trying it again is of no use.</summary>
internal sealed class InvalidCommandException(string message, Exception? innerException = null) : Exception(message, innerException);
