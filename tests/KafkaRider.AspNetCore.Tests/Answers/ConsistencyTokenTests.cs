using Microsoft.Extensions.Primitives;

namespace KafkaRider.AspNetCore.Tests.Answers;

public sealed class ConsistencyTokenTests
{
    private static readonly Guid Id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef");

    [Theory]
    [InlineData(1, "AQEjRWeJq33vgSNFZ4mrze8AAAAB")]
    [InlineData(int.MaxValue, "AQEjRWeJq33vgSNFZ4mrze9_____")]
    public void ToString_StaysAsItIs_AndIsReadBack(int version, string text)
    {
        var token = new ConsistencyToken(Id, version);

        Assert.Equal(text, token.ToString());
        Assert.True(ConsistencyToken.TryRead(text, out var tokens));
        Assert.Equal([token], tokens);
    }

    [Fact]
    public void TryRead_Several_ReadsThemAllUpToTheLargestCount()
    {
        var all = Enumerable.Range(1, 17).Select(version => new ConsistencyToken(Id, version)).ToArray();

        Assert.True(ConsistencyToken.TryRead(new StringValues([$"{all[0]} ,\t{all[1]}", $"{all[2]}"]), out var tokens));
        Assert.Equal(all[..3], tokens);
        Assert.True(ConsistencyToken.TryRead(string.Join(',', all[..16]), out _));
        Assert.False(ConsistencyToken.TryRead(string.Join(',', all), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("\"AQEjRWeJq33vgSNFZ4mrze8AAAAB\"")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze8AAAAB,")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze8AAAA")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze8AAAA=")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze8AAA B")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze8AAAABAAAA")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze9/////")]
    [InlineData("AgEjRWeJq33vgSNFZ4mrze8AAAAB")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze8AAAAA")]
    [InlineData("AQEjRWeJq33vgSNFZ4mrze______")]
    public void TryRead_AnythingElse_IsRefused(string text) => Assert.False(ConsistencyToken.TryRead(text, out _));
}
