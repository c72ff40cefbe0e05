using Promotions.Consumer.Tests.Support;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.Tests.PromoCodes;

public sealed class RedeemPromoCodeTests(SharedServer server) : PromotionsTest(server.ConnectionString)
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Redeem_Code_TellsTheDiscount()
    {
        await CreateAsync(discount: 15);

        Assert.Equal(new PromoCodeRedeemed(Code, 15, _id), await SendAsync(new RedeemPromoCode("spring-26", _id)));

        Assert.Equal((1, 1), await CountAsync());
    }

    [Fact]
    public async Task Redeem_NoSuchCode_IsRefused() => Assert.Equal(new PromoCodeUnknown(Code), await RedeemAsync(_id));

    [Fact]
    public async Task Redeem_ExpiredCode_IsRefused()
    {
        var created = await CreateAsync();
        Time.Move(TimeSpan.FromDays(2));

        Assert.Equal(new PromoCodeExpired(Code, created.ExpiresAt), await RedeemAsync(_id));
        Assert.Equal((0, 0), await CountAsync());
    }

    [Fact]
    public async Task Redeem_TheSameAgain_IsTheSameAndCountsOnce_AlsoWhenItCouldNotBeAnyMore()
    {
        await CreateAsync(limit: 1);
        var first = await RedeemAsync(_id);

        Assert.Equal(first, await RedeemAsync(_id));
        Assert.Equal(new PromoCodeUsedUp(Code, 1), await RedeemAsync(Guid.NewGuid()));
        Time.Move(TimeSpan.FromDays(2));
        Assert.Equal(first, await RedeemAsync(_id));
        Assert.Equal((1, 1), await CountAsync());
    }

    [Fact]
    public async Task Redeem_TwoHundredAtOnce_NeverMoreThanTheLimit()
    {
        await CreateAsync(limit: 30);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => RedeemAsync(Guid.NewGuid())));

        Assert.Equal(30, outcomes.OfType<PromoCodeRedeemed>().Count());
        Assert.Equal(170, outcomes.OfType<PromoCodeUsedUp>().Count());
        Assert.Equal((30, 30), await CountAsync());
    }

    [Fact]
    public async Task Redeem_TheSameOneManyTimesAtOnce_CountsOnce()
    {
        await CreateAsync(limit: 2);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RedeemAsync(_id)));

        Assert.All(outcomes, outcome => Assert.Equal(new PromoCodeRedeemed(Code, 20, _id), outcome));
        Assert.Equal((1, 1), await CountAsync());
    }

    [Fact]
    public async Task Redeem_WithoutAnId_IsADeadLetter() => await AssertInvalidAsync(new RedeemPromoCode(Code, Guid.Empty));
}
