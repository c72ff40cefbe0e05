using Microsoft.AspNetCore.Http;
using Users.Api.Users;

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
        Assert.Equal(UserVersion.None, version);
    }

    [Fact]
    public void TryReadIfMatch_SeveralHeaders_IsRefused() =>
        Assert.False(UserVersion.TryReadIfMatch(new HeaderDictionary { ["If-Match"] = new[] { "\"1\"", "\"2\"" } }, out _, out _));

    private static bool Read(string header, out int? version) =>
        UserVersion.TryReadIfMatch(new HeaderDictionary { ["If-Match"] = header }, out version, out _);
}
