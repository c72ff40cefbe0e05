using Promotions.Consumer.Tests.Support;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.Tests.PromoCodes;

public sealed class ReleasePromoCodeTests(SharedServer server) : PromotionsTest(server.ConnectionString)
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Release_Redemption_MakesRoomForAnother()
    {
        await CreateAsync(limit: 1);
        await RedeemAsync(_id);

        Assert.Equal(new PromoCodeReleased(Code, _id), await ReleaseAsync(_id));

        Assert.Equal((0, 0), await CountAsync());
        Assert.IsType<PromoCodeRedeemed>(await RedeemAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Release_Twice_CountsOnce()
    {
        await CreateAsync(limit: 2);
        await RedeemAsync(_id);
        await RedeemAsync(Guid.NewGuid());

        Assert.Equal(await ReleaseAsync(_id), await ReleaseAsync(_id));

        Assert.Equal((1, 1), await CountAsync());
    }

    [Fact]
    public async Task Release_BeforeTheRedemption_HasItRefused()
    {
        await CreateAsync();

        Assert.Equal(new PromoCodeReleased(Code, _id), await ReleaseAsync(_id));
        Assert.Equal(new PromoCodeReleased(Code, _id), await RedeemAsync(_id));

        Assert.Equal((0, 0), await CountAsync());
    }

    [Fact]
    public async Task Release_OfACodeThatThereIsNotYet_HasTheRedemptionRefused()
    {
        Assert.Equal(new PromoCodeReleased(Code, _id), await ReleaseAsync(_id));
        Assert.Equal(new PromoCodeReleased(Code, _id), await RedeemAsync(_id));
        await CreateAsync();

        Assert.Equal(new PromoCodeReleased(Code, _id), await RedeemAsync(_id));
        Assert.Equal((0, 0), await CountAsync());
    }

    [Fact]
    public async Task Release_TogetherWithItsRedemption_EndsWithoutIt()
    {
        await CreateAsync(limit: 10);
        var ids = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid()).ToList();

        var outcomes = await Task.WhenAll(ids.SelectMany(id => new[] { RedeemAsync(id), ReleaseAsync(id) }));

        Assert.DoesNotContain(outcomes, outcome => outcome is PromoCodeUnknown or PromoCodeExpired);
        Assert.Equal((0, 0), await CountAsync());
    }

    [Fact]
    public async Task Release_OfACodeThatIsGone_IsNoDeadLetter()
    {
        await CreateAsync();
        await RedeemAsync(_id);
        await Database.ExecuteAsync("DELETE FROM promo_codes");

        Assert.Equal(new PromoCodeReleased(Code, _id), await ReleaseAsync(_id));

        Assert.Equal(["1"], await Database.QueryAsync("SELECT is_released + 0 FROM redemptions"));
    }

    [Fact]
    public async Task Release_IsForgottenWithItsCommand_AndWhatCountsIsNot()
    {
        await CreateAsync();
        await RedeemAsync(_id);
        await ReleaseAsync(_id);
        await ReleaseAsync(Guid.NewGuid());
        await RedeemAsync(Guid.NewGuid());
        await ReleaseAsync(Guid.NewGuid());
        await Database.ExecuteAsync("UPDATE redemptions SET created_at = created_at - INTERVAL 8 DAY");
        await Database.ExecuteAsync("UPDATE redemptions SET released_at = released_at - INTERVAL 8 DAY ORDER BY released_at DESC LIMIT 2");

        await PurgeAsync();

        Assert.Equal(["0", "1"], await Database.QueryAsync("SELECT is_released + 0 FROM redemptions ORDER BY 1"));
    }

    // Whoever undoes would otherwise try for ever what nobody can put right.
    [Theory]
    [InlineData("x y")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Release_OfACodeThatCannotBe_IsDone(string? code)
    {
        Assert.Equal(new PromoCodeReleased(code ?? "", _id), await SendAsync(new ReleasePromoCode(code!, _id)));
        Assert.Equal(new PromoCodeReleased(code ?? "", _id), await SendAsync(new ReleasePromoCode(code!, _id)));
    }

    [Fact]
    public async Task Release_WithoutAnId_IsADeadLetter() => await AssertInvalidAsync(new ReleasePromoCode(Code, Guid.Empty));
}
