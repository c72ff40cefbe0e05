using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Tests.Operations;

public sealed class OperationsOptionsTests
{
    private readonly OperationsOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreADayAndAHundredThousand()
    {
        var options = new OperationsOptions();

        Assert.Equal((TimeSpan.FromDays(1), 250_000), (options.Retention, options.MaxCount));
        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(10)), (options.StreamHeartbeat, options.StreamLifetime));
        Assert.True(_validator.Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("00:00:00.9", "00:10:00", "Operations:StreamHeartbeat")]
    [InlineData("00:01:00.1", "00:10:00", "Operations:StreamHeartbeat")]
    [InlineData("00:00:15", "00:00:00.9", "Operations:StreamLifetime")]
    [InlineData("00:00:15", "01:00:00.1", "Operations:StreamLifetime")]
    public void Validate_StreamOutOfBounds_NamesTheOption(string heartbeat, string lifetime, string option)
    {
        var result = _validator.Validate(
            null, new() { StreamHeartbeat = TimeSpan.Parse(heartbeat, null), StreamLifetime = TimeSpan.Parse(lifetime, null) });

        Assert.Contains(option, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:59", 100, "Operations:Retention")]
    [InlineData("7.00:00:01", 100, "Operations:Retention")]
    [InlineData("01:00:00", 0, "Operations:MaxCount")]
    [InlineData("01:00:00", 10_000_001, "Operations:MaxCount")]
    public void Validate_OutOfBounds_NamesTheOption(string retention, int count, string option)
    {
        var result = _validator.Validate(null, new() { Retention = TimeSpan.Parse(retention, null), MaxCount = count });

        Assert.Contains(option, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(OperationsOptions.MaxWaiters), 10_000)]
    [InlineData(nameof(OperationsOptions.MaxStreams), 5_000)]
    [InlineData(nameof(OperationsOptions.MaxHubConnections), 1_000)]
    [InlineData(nameof(OperationsOptions.MaxWatches), 100)]
    public void Validate_NumberOfClients_IsFromOneToAMillion(string option, int byDefault)
    {
        var property = typeof(OperationsOptions).GetProperty(option)!;

        Assert.Equal(byDefault, property.GetValue(new OperationsOptions()));
        Assert.All([0, 1_000_001], count => Assert.Contains($"Operations:{option} is {count}", Assert.Single(With(count).Failures!), StringComparison.Ordinal));
        Assert.All([1, 1_000_000], count => Assert.True(With(count).Succeeded));

        ValidateOptionsResult With(int count)
        {
            var options = new OperationsOptions();
            property.SetValue(options, count);
            return _validator.Validate(null, options);
        }
    }

    [Theory]
    [InlineData("00:01:00", 1)]
    [InlineData("7.00:00:00", 10_000_000)]
    public void Validate_Bounds_AreAllowed(string retention, int count) =>
        Assert.True(_validator.Validate(null, new() { Retention = TimeSpan.Parse(retention, null), MaxCount = count }).Succeeded);
}
