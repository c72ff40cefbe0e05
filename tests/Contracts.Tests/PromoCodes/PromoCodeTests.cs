using Users.Contracts.PromoCodes;

namespace Users.Contracts.Tests.PromoCodes;

public sealed class PromoCodeTests
{
    [Theory]
    [InlineData("ABC", "ABC")]
    [InlineData("spring-26", "SPRING-26")]
    [InlineData("---", "---")]
    [InlineData("09azAZ", "09AZAZ")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-01234", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-01234")]
    public void TryNormalize_Code_IsInCapitals(string given, string code)
    {
        Assert.True(PromoCode.TryNormalize(given, out var normalized));
        Assert.Equal(code, normalized);
        Assert.Matches(PromoCode.Pattern, given);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AB")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ-012345")]
    [InlineData(" ABC")]
    [InlineData("A_C")]
    [InlineData("A\u00c4C")]
    [InlineData("A\u0131C")]
    [InlineData("ABC\n")]
    [InlineData("\uff21\uff22\uff23")]
    public void TryNormalize_NoCode_IsRefused(string? given)
    {
        Assert.False(PromoCode.TryNormalize(given, out var normalized));
        Assert.Null(normalized);
        // What ends a line may follow in this dialect of regular expressions, and not in that of JSON Schema.
        Assert.DoesNotMatch(PromoCode.Pattern.Replace("$", @"\z", StringComparison.Ordinal), given ?? "");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void IsDiscount_Percent_HasBounds(long discount, bool expected) => Assert.Equal(expected, PromoCode.IsDiscount(discount));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_001, false)]
    public void IsLimit_Number_HasBounds(long limit, bool expected) => Assert.Equal(expected, PromoCode.IsLimit(limit));
}
