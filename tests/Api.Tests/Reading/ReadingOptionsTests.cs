using Users.Api.Reading;

namespace Users.Api.Tests.Reading;

public sealed class ReadingOptionsTests
{
    private readonly ReadingOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreValid()
    {
        var options = new ReadingOptions();

        Assert.Equal(TimeSpan.FromSeconds(2), options.ConsistencyTimeout);
        Assert.Equal(50_000, options.MaxScan);
        Assert.True(_validator.Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData(999, false)]
    [InlineData(1_000, true)]
    [InlineData(10_000_000, true)]
    [InlineData(10_000_001, false)]
    public void Validate_MaxScan_HasBounds(int count, bool allowed) =>
        Assert.Equal(allowed, _validator.Validate(null, new() { MaxScan = count }).Succeeded);

    [Theory]
    [InlineData("-00:00:00.001", false)]
    [InlineData("00:00:00", true)]
    [InlineData("00:01:00", true)]
    [InlineData("00:01:00.001", false)]
    public void Validate_ConsistencyTimeout_HasBounds(string timeout, bool allowed)
    {
        var result = _validator.Validate(null, new() { ConsistencyTimeout = TimeSpan.Parse(timeout, null) });

        Assert.Equal(allowed, result.Succeeded);
        Assert.All(result.Failures ?? [], failure => Assert.Contains("Reading:ConsistencyTimeout", failure, StringComparison.Ordinal));
    }
}
