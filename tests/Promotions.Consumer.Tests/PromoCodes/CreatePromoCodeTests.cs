using MassTransit.Testing;
using Microsoft.EntityFrameworkCore;
using Promotions.Consumer.Tests.Support;
using Users.Contracts;
using Users.Contracts.PromoCodes;

namespace Promotions.Consumer.Tests.PromoCodes;

public sealed class CreatePromoCodeTests(SharedServer server) : PromotionsTest(server.ConnectionString)
{
    [Fact]
    public async Task Create_NewCode_KeepsAndTellsIt()
    {
        var expiresAt = Time.GetUtcNow().AddDays(30).ToOffset(TimeSpan.FromHours(2));

        var created = Assert.IsType<PromoCodeCreated>(await SendAsync(new CreatePromoCode("spring-26", 20, 100, expiresAt)));

        Assert.Equal((Code, 20, 100, TimeSpan.Zero), (created.Code, created.Discount, created.Limit, created.ExpiresAt.Offset));
        Assert.InRange(expiresAt - created.ExpiresAt, TimeSpan.Zero, TimeSpan.FromMicroseconds(1));
        await using var db = await ContextAsync();
        var row = await db.PromoCodes.SingleAsync(Token);
        Assert.Equal((Code, 20, 100, 0), (row.Code, row.Discount, row.Limit, row.Redeemed));
        Assert.Equal((created.ExpiresAt.UtcDateTime, created.CreatedAt.UtcDateTime), (row.ExpiresAt, row.CreatedAt));
        var published = await Harness.Published.SelectAsync<PromoCodeCreated>(Token).FirstOrDefault();
        Assert.Equal(created, published.Context.Message);
    }

    [Fact]
    public async Task Create_CodeThatThereIs_IsRefused_AndTheOneThereIsStays()
    {
        await CreateAsync(limit: 10);

        Assert.Equal(new PromoCodeDuplicated(Code), await SendAsync(new CreatePromoCode(Code, 99, 99, Time.GetUtcNow().AddDays(1))));

        await using var db = await ContextAsync();
        Assert.Equal(10, (await db.PromoCodes.SingleAsync(Token)).Limit);
    }

    [Fact]
    public async Task Create_ManyAtOnce_OneSucceeds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 50).Select(limit =>
            SendAsync(new CreatePromoCode(Code, 20, limit, Time.GetUtcNow().AddDays(1)))));

        var created = Assert.Single(outcomes.OfType<PromoCodeCreated>());
        Assert.Equal(49, outcomes.OfType<PromoCodeDuplicated>().Count());
        await using var db = await ContextAsync();
        Assert.Equal(created.Limit, (await db.PromoCodes.SingleAsync(Token)).Limit);
    }

    [Fact]
    public async Task Create_SameOperationAgain_GetsTheSame_AndAnotherCommandAConflict()
    {
        var operation = Guid.NewGuid();
        var command = new CreatePromoCode(Code, 20, 10, Time.GetUtcNow().AddDays(1));
        var first = await SendAsync(command, operation);

        Assert.IsType<PromoCodeCreated>(first);
        Assert.Equal(first, await SendAsync(command, operation));
        Assert.Equal(new OperationConflicted(operation), await SendAsync(command with { Discount = 21 }, operation));
    }

    // It was right when it was sent, and nobody is harmed.
    [Fact]
    public async Task Create_CommandThatWaitedUntilTheCodeExpired_IsExecuted()
    {
        var expiresAt = Time.GetUtcNow().AddMinutes(5);
        Time.Move(TimeSpan.FromHours(1));

        Assert.IsType<PromoCodeCreated>(await SendAsync(new CreatePromoCode(Code, 20, 10, expiresAt)));
        Assert.IsType<PromoCodeExpired>(await RedeemAsync(Guid.NewGuid()));
    }

    [Theory]
    [InlineData("AB", 20, 10, 1)]
    [InlineData(null, 20, 10, 1)]
    [InlineData(Code, 0, 10, 1)]
    [InlineData(Code, 101, 10, 1)]
    [InlineData(Code, 20, 0, 1)]
    [InlineData(Code, 20, 1_000_001, 1)]
    [InlineData(Code, 20, 10, -1)]
    public async Task Create_WhatCannotBe_IsADeadLetter(string? code, int discount, int limit, int days) =>
        await AssertInvalidAsync(new CreatePromoCode(code!, discount, limit, Time.GetUtcNow().AddDays(days)));
}
