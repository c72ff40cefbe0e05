using KafkaRider.AspNetCore;
using Microsoft.AspNetCore.Http;

namespace Users.Api.Tests.Users;

public sealed class UserVersionTests
{
    [Theory]
    [InlineData("\"1\"", 1)]
    [InlineData(" \"2147483647\" ", int.MaxValue)]
    [InlineData("*", null)]
    public void TryReadIfMatch_TagThatWeGive_IsItsVersion(string header, int? expected)
    {
        Assert.True(Read(header, out var version));
        Assert.Equal(expected, version);
    }

    [Theory]
    [InlineData("W/\"1\"")]
    [InlineData("\"\"")]
    [InlineData("\"*\"")]
    [InlineData("\"01\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"+1\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1.0\"")]
    [InlineData("\"\u0661\"")]
    [InlineData("\"2147483648\"")]
    public void TryReadIfMatch_TagThatWeNeverGive_IsNoVersion(string header)
    {
        Assert.True(Read(header, out var version));
        Assert.Equal(EntityVersion.None, version);
    }

    [Theory]
    [InlineData("\"7\", \"1\"", new[] { 1, 7 })]
    [InlineData("\"1\",W/\"3\", \"7\", \"x\", \"1\"", new[] { 1, 7 })]
    [InlineData("\"seven\", \"7\"", new[] { 7 })]
    [InlineData("W/\"7\", \"seven\"", new[] { EntityVersion.None })]
    public void TryReadIfMatch_SeveralTags_AreTheVersionsThatTheyName(string header, int[] expected)
    {
        Assert.True(EntityVersion.TryReadIfMatch(new HeaderDictionary { ["If-Match"] = header }, out var version, out _));
        Assert.Equal(expected.Max(), version.Latest);
        Assert.Equal(expected.Length > 1 ? expected : null, version.All);
    }

    [Fact]
    public void TryReadIfMatch_SeveralHeaders_AreOneList()
    {
        Assert.True(EntityVersion.TryReadIfMatch(new HeaderDictionary { ["If-Match"] = new[] { "\"1\"", "\"2\"" } }, out var version, out _));
        Assert.Equal([1, 2], version.All);
    }

    [Fact]
    public void TryReadIfMatch_MoreThanAnyoneNeeds_IsRefused() => Assert.False(EntityVersion.TryReadIfMatch(
        new HeaderDictionary { ["If-Match"] = string.Join(',', Enumerable.Range(1, 65).Select(number => $"\"{number}\"")) }, out _, out _));

    private static bool Read(string header, out int? version)
    {
        var isRead = EntityVersion.TryReadIfMatch(new HeaderDictionary { ["If-Match"] = header }, out var expected, out _);
        version = expected.Latest;
        return isRead;
    }
}
