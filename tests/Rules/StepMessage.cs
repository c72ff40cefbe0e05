namespace Users.Rules;

/// <summary>A command of a step, or what came of one.</summary>
/// <param name="RegistrationId">The registration, or the user, or the redemption that it is about.</param>
/// <param name="Type">The name of the message's type.</param>
/// <param name="OperationId">The operation of the step.</param>
public sealed record StepMessage(Guid RegistrationId, string Type, Guid OperationId);
