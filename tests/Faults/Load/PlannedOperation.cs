using Users.Faults.Checking;

namespace Users.Faults.Load;

/// <summary>What a client wants: a user of a name, another name for one, or one to be deleted.</summary>
/// <param name="Number">Tells the operation from all others.</param>
/// <param name="Name">The name, in a spelling of its own.</param>
/// <param name="Key">The idempotency key, if the client sends one.</param>
public sealed record PlannedOperation(int Number, string Name, string? Key)
{
    public CommandKind Kind { get; init; }

    /// <summary>Gets the user that is to be changed.</summary>
    public Guid? Target { get; init; }

    /// <summary>Gets the version that the client believes the user to have.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Gets the promo code that the user is to redeem.</summary>
    public string? PromoCode { get; init; }

    /// <summary>Gets when the client hangs up, if it does.</summary>
    public TimeSpan? AbandonAfter { get; init; }

    /// <summary>Returns the operation that an attempt was made at.</summary>
    public static PlannedOperation Of(Attempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);

        return new(attempt.Operation, attempt.Name, attempt.Key)
        {
            Kind = attempt.Kind,
            Target = attempt.Target,
            ExpectedVersion = attempt.ExpectedVersion,
            PromoCode = attempt.PromoCode,
        };
    }
}
