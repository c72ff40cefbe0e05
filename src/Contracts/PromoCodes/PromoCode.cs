using System.Diagnostics.CodeAnalysis;

namespace Users.Contracts.PromoCodes;

/// <summary>Decides what a promo code can be.</summary>
public static class PromoCode
{
    /// <summary>The smallest length of a code, in characters.</summary>
    public const int MinLength = 3;

    /// <summary>The greatest length of a code, in characters.</summary>
    public const int MaxLength = 32;

    /// <summary>Describes codes as a regular expression, in any case.</summary>
    public const string Pattern = "^[A-Za-z0-9-]{3,32}$";

    /// <summary>The smallest discount, in percent.</summary>
    public const int MinDiscount = 1;

    /// <summary>The greatest discount, in percent.</summary>
    public const int MaxDiscount = 100;

    /// <summary>The smallest number of redemptions.</summary>
    public const int MinLimit = 1;

    /// <summary>The greatest number of redemptions.</summary>
    public const int MaxLimit = 1_000_000;

    /// <summary>Returns the one spelling of a code, which may be given in any case: 3 to 32 of A to Z, 0 to 9 and the hyphen.</summary>
    /// <param name="given">The code as given.</param>
    /// <param name="code">The code in capital letters: the key of records, and what is unique.</param>
    /// <returns>Whether it is one that there can be.</returns>
    public static bool TryNormalize([NotNullWhen(true)] string? given, [NotNullWhen(true)] out string? code)
    {
        code = given is { Length: >= MinLength and <= MaxLength } && given.All(IsAllowed) ? given.ToUpperInvariant() : null;
        return code is not null;
    }

    /// <summary>Returns whether a code can take off so much.</summary>
    /// <param name="discount">The discount, in percent.</param>
    public static bool IsDiscount(long discount) => discount is >= MinDiscount and <= MaxDiscount;

    /// <summary>Returns whether so many can redeem a code.</summary>
    /// <param name="limit">The number of redemptions.</param>
    public static bool IsLimit(long limit) => limit is >= MinLimit and <= MaxLimit;

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';
}
