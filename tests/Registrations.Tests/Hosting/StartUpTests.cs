namespace Users.Registrations.Tests.Hosting;

public sealed class StartUpTests
{
    [Theory]
    [InlineData("Registrations__StepTimeout", "00:00:00.5", "StepTimeout")]
    [InlineData("Registrations__StepTimeout", "8.00:00:00", "StepTimeout")]
    [InlineData("Registrations__Timeout", "00:00:00.5", "Timeout")]
    [InlineData("Registrations__Timeout", "31.00:00:00", "Timeout")]
    [InlineData("Registrations__Attempts", "0", "Attempts")]
    [InlineData("Registrations__CompensationAttempts", "0", "CompensationAttempts")]
    [InlineData("Registrations__CompensationAttempts", "1001", "CompensationAttempts")]
    [InlineData("Registrations__RetryDelay", "00:00:00", "RetryDelay")]
    [InlineData("Registrations__MaxRetryDelay", "2.00:00:00", "MaxRetryDelay")]
    [InlineData("Registrations__StepTimeout", "soon", "Failed to convert configuration value 'soon' at 'Registrations:StepTimeout'")]
    [InlineData("ConnectionStrings__Registrations", "", "ConnectionStrings:Registrations is missing")]
    [InlineData("Inbox__Retention", "6.23:59:59", "Inbox:Retention (6.23:59:59) must not be shorter than commands live in their topic (7.00:00:00)")]
    [InlineData("Kafka__Producer__acks", "1", "Kafka setting acks=1 is refused")]
    public async Task Start_BadSetting_StopsWithOneLineThatNamesIt(string variable, string value, string named)
    {
        var (exitCode, output, error) = await RegistrationsProgram.RunAsync([], (variable, value));

        Assert.StartsWith("The host of registrations does not start: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(("", 1), (output, exitCode));
    }

    // Another live host in the place of a command that was misspelt would be a surprise.
    [Theory]
    [InlineData("resume-saga")]
    [InlineData("--help")]
    [InlineData("--dry-run")]
    public async Task Start_ArgumentThatIsNoCommand_IsRefusedAndTheCommandsAreNamed(string argument)
    {
        var (exitCode, output, error) = await RegistrationsProgram.RunAsync([argument]);

        Assert.Contains(argument, error, StringComparison.Ordinal);
        Assert.Contains("resume-sagas", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(("", 1), (output, exitCode));
    }
}
