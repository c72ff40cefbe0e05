namespace Users.Rules;

/// <summary>All that is known of registrations once the system is at rest: of all of them, or of those that a test has made.</summary>
public sealed record RegistrationEvidence
{
    /// <summary>Gets what clients were told, each time.</summary>
    public IReadOnlyList<RegistrationAnswer> Answers { get; init; } = [];

    /// <summary>Gets the clients' words for what they never learned the end of.</summary>
    public IReadOnlyList<string> Unresolved { get; init; } = [];

    public IReadOnlyList<RegistrationRow> Rows { get; init; } = [];

    public IReadOnlyList<LiveUser> Users { get; init; } = [];

    public IReadOnlyList<RedemptionRow> Redemptions { get; init; } = [];

    public IReadOnlyList<PromoCodeRow> PromoCodes { get; init; } = [];

    /// <summary>Gets the users that were sent a mail, once for each.</summary>
    public IReadOnlyList<Guid> Mails { get; init; } = [];

    public IReadOnlyList<ShownOperation> Shown { get; init; } = [];

    /// <summary>Gets the registrations that were asked for, as the log has it.</summary>
    public IReadOnlyList<Guid> Requests { get; init; } = [];

    public IReadOnlyList<StepMessage> Commands { get; init; } = [];

    /// <summary>Gets what the log says was done: users created, codes redeemed, mails sent.</summary>
    public IReadOnlyList<StepMessage> Effects { get; init; } = [];

    public IReadOnlyList<RedemptionEvent> RedemptionEvents { get; init; } = [];

    /// <summary>Gets what the log told last of each registration's steps.</summary>
    public IReadOnlyList<ToldSteps> Steps { get; init; } = [];

    public IReadOnlyList<ToldOutcome> Outcomes { get; init; } = [];

    /// <summary>Gets why records were put aside.</summary>
    public IReadOnlyList<string> DeadLetters { get; init; } = [];

    /// <summary>Gets how many records were put aside on purpose.</summary>
    public int ProvokedLetters { get; init; }
}
