namespace Users.Contracts.Registrations;

/// <summary>Says that a mail was handed over that welcomes a user.</summary>
/// <param name="UserId">The user.</param>
/// <param name="SentAt">When, in UTC.</param>
public sealed record WelcomeMailSent(Guid UserId, DateTimeOffset SentAt);
