using KafkaRider.EntityFrameworkCore;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.PromoCodes;

/// <summary>Refuses commands that can never succeed. The API tells its clients the same rules, but it is not the only one that sends commands.</summary>
internal static class ValidPromoCode
{
    /// <summary>Returns the code as it is kept.</summary>
    /// <exception cref="InvalidCommandException">It is none that there can be.</exception>
    public static string Parse(string? given) => PromoCode.TryNormalize(given, out var code)
        ? code
        : throw new InvalidCommandException($"The code is not {PromoCode.MinLength} to {PromoCode.MaxLength} of A to Z, 0 to 9 and the hyphen.");

    /// <summary>Returns the id of the redemption that a command is about.</summary>
    /// <exception cref="InvalidCommandException">The id is empty, which is also what a missing one is read as.</exception>
    public static Guid Require(Guid redemptionId) => redemptionId != Guid.Empty
        ? redemptionId
        : throw new InvalidCommandException("The redemption id is missing or empty.");
}
