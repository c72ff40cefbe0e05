namespace Users.Consumer.Store;

/// <summary>Identifies a command: by the operation that the client asked for, and by the message that carried it here.</summary>
/// <param name="Id">Is the same however often the client asks.</param>
/// <param name="MessageId">Is the same only when the same message is delivered again.</param>
internal readonly record struct Operation(Guid Id, Guid MessageId);
