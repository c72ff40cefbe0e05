using MassTransit;
using Users.ServiceDefaults.CommandLine;

namespace Users.ServiceDefaults.Tests.CommandLine;

public sealed class ServiceArgumentsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--urls=http://localhost:1")]
    [InlineData("--urls http://localhost:1 --Kafka:Prefix=a.")]
    [InlineData("Kafka:Prefix=a.")]
    public void Check_Settings_AreTaken(string arguments) => ServiceArguments.Check(Split(arguments), "replay-dead-letters");

    [Theory]
    [InlineData("resume-saga --dry-run", "resume-saga")]
    [InlineData("--help", "--help")]
    [InlineData("--dry-run", "--dry-run")]
    [InlineData("--dry-run --urls=http://localhost:1", "--dry-run")]
    [InlineData("--urls=http://localhost:1 replay-dead-letters", "replay-dead-letters")]
    public void Check_AnythingElse_IsRefusedAndTheCommandsAreNamed(string arguments, string refused)
    {
        var exception = Assert.Throws<ConfigurationException>(() => ServiceArguments.Check(Split(arguments), "replay-dead-letters", "resume-sagas"));

        Assert.StartsWith($"'{refused}' is neither ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The commands are replay-dead-letters, resume-sagas", exception.Message, StringComparison.Ordinal);
    }

    private static string[] Split(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
