using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore.Tests.Commands;

public sealed class RequestsOptionsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static TheoryData<string, TimeSpan, TimeSpan> Times => new()
    {
        { nameof(RequestsOptions.Timeout), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5) },
        { nameof(RequestsOptions.RetryAfter), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1) },
    };

    [Fact]
    public void Defaults_AreValid()
    {
        var options = new RequestsOptions();

        Assert.Equal(TimeSpan.FromSeconds(5), options.Timeout);
        Assert.Equal(16_384, options.MaxBodyBytes);
        Assert.Equal(TimeSpan.FromSeconds(1), options.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(2), options.LameDuck);
        Assert.Null(options.DrainTimeout);
        Assert.Null(Failure(options));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Validate_TimeOutsideItsBounds_NamesValueAndBounds(string option, TimeSpan least, TimeSpan most)
    {
        Assert.Null(Failure(With(option, least)));
        Assert.Null(Failure(With(option, most)));

        foreach (var value in (TimeSpan[])[least - Tick, most + Tick, TimeSpan.Zero, TimeSpan.FromDays(5)])
        {
            Assert.Equal(
                $"Requests:{option} is {value}, but it must be from {least} to {most} (a time is written [days.]hours:minutes:seconds).",
                Failure(With(option, value)));
        }
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1024 * 1024, true)]
    [InlineData(1023, false)]
    [InlineData((1024 * 1024) + 1, false)]
    public void Validate_MaxBodyBytes_IsBounded(int bytes, bool valid) =>
        Assert.Equal(
            valid ? null : $"Requests:MaxBodyBytes is {bytes}, but it must be from 1024 to 1048576.",
            Failure(new RequestsOptions { MaxBodyBytes = bytes }));

    [Theory]
    [InlineData("00:00:05.0000001", true)]
    [InlineData("00:10:00", true)]
    [InlineData("00:00:05", false)]
    [InlineData("00:10:00.0000001", false)]
    public void Validate_DrainTimeout_IsLongerThanTheTimeout(string drain, bool valid)
    {
        var failure = Failure(new RequestsOptions { DrainTimeout = TimeSpan.Parse(drain, null) });

        Assert.Equal(valid, failure is null);
        Assert.True(valid || failure!.StartsWith($"Requests:DrainTimeout is {drain}, ", StringComparison.Ordinal), failure);
    }

    [Fact]
    public void Validate_SeveralFaults_NamesThemAll()
    {
        var result = new RequestsOptionsValidator().Validate(
            null, new RequestsOptions { Timeout = TimeSpan.Zero, MaxBodyBytes = 0, RetryAfter = TimeSpan.Zero, DrainTimeout = TimeSpan.Zero });

        Assert.Equal(4, result.Failures?.Count());
    }

    private static RequestsOptions With(string option, TimeSpan value) => option is nameof(RequestsOptions.Timeout)
        ? new RequestsOptions { Timeout = value }
        : new RequestsOptions { RetryAfter = value };

    private static string? Failure(RequestsOptions options) => new RequestsOptionsValidator().Validate(null, options).FailureMessage;
}
