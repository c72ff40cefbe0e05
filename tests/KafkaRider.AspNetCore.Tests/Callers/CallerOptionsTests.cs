using KafkaRider.AspNetCore.Internal;
using KafkaRider.AspNetCore.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Callers;

public sealed class CallerOptionsTests
{
    [Theory]
    [InlineData("https://issuer.example", null, null, "without Audience")]
    [InlineData("https://issuer.example", "things", Tokens.Key, "both Authority and SigningKey")]
    [InlineData(null, "things", null, "neither Authority nor SigningKey")]
    [InlineData(null, null, "short", "less than 32 bytes")]
    [InlineData("https://issuer.example", "things", null, null)]
    [InlineData(null, null, Tokens.Key, null)]
    [InlineData(null, "things", Tokens.Key, null)]
    [InlineData(null, null, null, null)]
    public void Validate_Options_RefusesWhatCannotBe(string? authority, string? audience, string? key, string? error)
    {
        var result = new CallerOptionsValidator().Validate(null, new() { Authority = authority, Audience = audience, SigningKey = key });

        Assert.Equal(error is not null, result.Failed);
        Assert.Contains(error ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }
}
