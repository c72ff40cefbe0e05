using System.Net;
using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;
using KafkaRider.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.RateLimits;

/// <summary>How much each caller may ask for.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task Post_MoreThanTheCallerMay_IsRefusedUntilLaterAndOnlyForIt()
    {
        await using var service = await TestService.StartAsync(
            ("RateLimit:RequestsPerSecond", "1"), ("RateLimit:Burst", "2"), ("Authentication:SigningKey", Tokens.Key));

        Assert.Equal(HttpStatusCode.Created, (await MakeAsync("ada")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await MakeAsync("ada")).StatusCode);
        // As the machine may be slow, some more may be let through meanwhile.
        HttpResponseMessage? refused = null;
        await Eventually.TrueAsync(async () => (refused = await MakeAsync("ada")).StatusCode != HttpStatusCode.Created);
        var other = await MakeAsync("grace");

        await refused!.ShouldBeRefusedAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal("Prefer", Assert.Single(refused!.Headers.Vary));
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
        await Eventually.TrueAsync(async () => (await MakeAsync("ada")).StatusCode == HttpStatusCode.Created);

        Task<HttpResponseMessage> MakeAsync(string caller) => service.MakeAsync("Lamp", ("Authorization", $"Bearer {Tokens.Create(caller, "things.write")}"));
    }

    [Fact]
    public async Task Post_AsManyAtOnceAsMay_AreTaken()
    {
        await using var service = await TestService.StartAsync(("RateLimit:RequestsPerSecond", "1"), ("RateLimit:Burst", "20"));

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.MakeAsync("Lamp")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
    }

    [Fact]
    public async Task Get_NobodySaysWhoHeIs_IsLimitedByAddress()
    {
        await using var service = await TestService.StartAsync(("RateLimit:RequestsPerSecond", "1"), ("RateLimit:Burst", "1"));
        service.CatchUp();

        await Eventually.TrueAsync(async () => (await GetAsync("203.0.113.1")).StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("203.0.113.2")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("2001:db8::1")).StatusCode);
        await Eventually.TrueAsync(async () => (await GetAsync($"2001:db8::{Random.Shared.Next(2, 9999)}")).StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("2001:db8:0:1::1")).StatusCode);

        Task<HttpResponseMessage> GetAsync(string address) => service.SendAsync(HttpMethod.Get, $"/operations/{Guid.NewGuid()}", headers: ("X-Forwarded-For", address));
    }

    [Fact]
    public async Task Get_WhatCostsNothing_IsNotLimited()
    {
        await using var service = await TestService.StartAsync(("RateLimit:RequestsPerSecond", "1"), ("RateLimit:Burst", "1"));

        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(HttpMethod.Get, "/problems")).StatusCode);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenApi_SaysSoWhereThereIsALimit(bool isLimited)
    {
        await using var service = await TestService.StartAsync(isLimited ? [("RateLimit:RequestsPerSecond", "1000")] : []);

        var document = await service.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        Assert.Equal(isLimited, document.Contains("\"/problems/too-many-requests\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(1, null, null)]
    [InlineData(1_000_000, 1_000_000, null)]
    [InlineData(0, null, "RateLimit:RequestsPerSecond is 0,")]
    [InlineData(1_000_001, null, "RateLimit:RequestsPerSecond is 1000001,")]
    [InlineData(1, 0, "RateLimit:Burst is 0,")]
    [InlineData(null, 5, "RateLimit:Burst is 5, but without RateLimit:RequestsPerSecond nothing is limited.")]
    public void Validate_Options_NamesWhatIsWrong(int? perSecond, int? burst, string? reason)
    {
        var result = new RateLimitOptionsValidator().Validate(null, new() { RequestsPerSecond = perSecond, Burst = burst });

        if (reason is null)
        {
            Assert.True(result.Succeeded);
        }
        else
        {
            Assert.StartsWith(reason, Assert.Single(result.Failures!), StringComparison.Ordinal);
        }
    }
}
