namespace Users.Contracts.Registrations;

/// <summary>Lists why a registration is refused. A client knows each as the type of a problem.</summary>
public static class RegistrationRejections
{
    /// <summary>Another user has the name.</summary>
    public const string UserDuplicated = "user-duplicated";

    /// <summary>There is no such promo code.</summary>
    public const string PromoCodeUnknown = "promo-code-unknown";

    /// <summary>The promo code is not redeemed any more.</summary>
    public const string PromoCodeExpired = "promo-code-expired";

    /// <summary>As many have redeemed the promo code as may.</summary>
    public const string PromoCodeUsedUp = "promo-code-used-up";
}
