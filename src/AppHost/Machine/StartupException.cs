namespace Users.AppHost;

/// <summary>Something that the system needs could not be started; the message tells the user what, and what to do.</summary>
public sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
