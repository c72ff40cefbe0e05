namespace Users.Rules;

/// <summary>What a client was told of its registration, other than to come again.</summary>
/// <param name="OperationId">The operation, which is the registration.</param>
/// <param name="Status">The status.</param>
/// <param name="UserId">The user, where one was registered.</param>
/// <param name="Problem">The last part of the problem's type, where there is one.</param>
public sealed record RegistrationAnswer(Guid OperationId, int Status, Guid? UserId, string? Problem);
