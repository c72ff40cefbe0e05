using System.Security.Cryptography;
using System.Text;
using Users.Contracts.PromoCodes;

namespace Users.Api.PromoCodes;

/// <summary>Gives promo codes the ids by which consistency tokens and views know entities. Clients know the code only.</summary>
internal static class PromoCodeIds
{
    private const int IdLength = 16;

    // What a code is never changes.
    public const int OnlyVersion = 1;

    /// <summary>Returns the same id for the same code, on every instance.</summary>
    public static Guid Of(string code) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"promo-code/{code}")).AsSpan(0, IdLength), bigEndian: true);

    public static string LinkTo(string code) => $"/promo-codes/{code}";

    /// <summary>Returns the id of a code in any case, or <see langword="null"/> if it is none that there can be.</summary>
    public static Guid? Find(string given) => PromoCode.TryNormalize(given, out var code) ? Of(code) : null;
}
