using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore.Tests.Commands;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("  \"a\"\t", "a")]
    [InlineData("\"a b, c; d\"", "a b, c; d")]
    [InlineData("\"say \\\"hi\\\" \\\\o/\"", "say \"hi\" \\o/")]
    [InlineData("\" \"", " ")]
    [InlineData("a+b/c==", "a+b/c==")]
    [InlineData("~", "~")]
    public void TryParse_WellFormed_GivesTheKey(string header, string expected)
    {
        Assert.True(IdempotencyKey.TryParse(header, out var key));
        Assert.Equal(expected, key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\"a")]
    [InlineData("a\"")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a;b")]
    [InlineData("a\\b")]
    [InlineData("\"a\"b")]
    [InlineData("\"a\";b=1")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("\"a\\\"")]
    [InlineData("\"a\\b\"")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"\u00e9\"")]
    [InlineData("\u00e9")]
    [InlineData("a\u007f")]
    [InlineData("\"\u007f\"")]
    public void TryParse_Malformed_IsRefused(string? header) => Assert.False(IdempotencyKey.TryParse(header, out _));

    [Theory]
    [InlineData(IdempotencyKey.MaxLength, true)]
    [InlineData(IdempotencyKey.MaxLength + 1, false)]
    public void TryParse_LongKey_IsBoundedWithoutItsQuotes(int length, bool expected)
    {
        var key = new string('k', length);

        Assert.Equal(expected, IdempotencyKey.TryParse(key, out _));
        Assert.Equal(expected, IdempotencyKey.TryParse($"\"{key}\"", out _));
    }
}
