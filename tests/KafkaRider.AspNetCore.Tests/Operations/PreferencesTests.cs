using KafkaRider.AspNetCore.Internal;
using Microsoft.AspNetCore.Http;

namespace KafkaRider.AspNetCore.Tests.Operations;

public sealed class PreferencesTests
{
    [Theory]
    [InlineData("wait=7", 7)]
    [InlineData("WAIT = 7", 7)]
    [InlineData("wait=\"7\"", 7)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=30", 30)]
    [InlineData("wait=31", 30)]
    [InlineData("wait=99999999999999999999", 30)]
    [InlineData("respond-async, wait=7", 7)]
    [InlineData("a=\"x, wait=3\", wait=7", 7)]
    [InlineData("a=\"\\\", wait=3\", wait=7", 7)]
    [InlineData("wait=7; a=1, wait=9", 7)]
    [InlineData(",, ;, wait=7", 7)]
    public void Wait_Given_IsTheFirstUpToThirtySeconds(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(header).Wait);

    [Theory]
    [InlineData("")]
    [InlineData("wait")]
    [InlineData("wait=")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=soon")]
    [InlineData("wait=\u0663")]
    [InlineData("a; wait=3")]
    [InlineData("a=\"wait=3")]
    public void Wait_NotGiven_IsNull(string header) => Assert.Null(Read(header).Wait);

    [Theory]
    [InlineData("respond-async", true)]
    [InlineData("Respond-Async; a=b", true)]
    [InlineData("wait=1,respond-async", true)]
    [InlineData("respond-sync", false)]
    [InlineData("a=respond-async", false)]
    public void RespondAsync_IsWhetherItIsGiven(string header, bool expected) => Assert.Equal(expected, Read(header).RespondAsync);

    [Fact]
    public void Read_SeveralHeaders_ReadsThemAll()
    {
        var preferences = Read("respond-async", "wait=2");

        Assert.True(preferences.RespondAsync);
        Assert.Equal(TimeSpan.FromSeconds(2), preferences.Wait);
    }

    private static Preferences Read(params string[] values) => Preferences.Read(new HeaderDictionary { ["Prefer"] = values });
}
