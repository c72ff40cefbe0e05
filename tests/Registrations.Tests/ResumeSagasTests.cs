using Users.Registrations.Tests.Hosting;

namespace Users.Registrations.Tests;

public sealed class ResumeSagasTests
{
    [Theory]
    [InlineData("--id")]
    [InlineData("--id", "nonsense")]
    [InlineData("--id", "0199aaaa-0000-7000-8000-000000000001", "--dry-run", "now")]
    [InlineData("--dryrun")]
    [InlineData("everything")]
    public async Task Run_OptionsThatThereAreNot_AreRefusedInOneLine(params string[] options)
    {
        var (exitCode, output, error) = await RegistrationsProgram.RunAsync([ResumeSagas.Name, .. options]);

        Assert.Equal("error: resume-sagas takes --id with an operation id, and --dry-run. (--help tells more)", error.TrimEnd());
        Assert.Equal(("", 2), (output, exitCode));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Run_Help_TellsOfEveryOptionAndVariable(string option)
    {
        var (exitCode, output, error) = await RegistrationsProgram.RunAsync([ResumeSagas.Name, option]);

        Assert.All(
            ["--id ID", "--dry-run", "Kafka__BootstrapServers", "Kafka__Prefix", "ConnectionStrings__Registrations"],
            name => Assert.Contains(name, output, StringComparison.Ordinal));
        Assert.Equal(("", 0), (error, exitCode));
    }

    [Fact]
    public async Task Run_DatabaseIsAway_FailsAndSaysSo()
    {
        var (exitCode, _, error) = await RegistrationsProgram.RunAsync([ResumeSagas.Name, "--dry-run"]);

        Assert.StartsWith("error: The database cannot be used: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(1, exitCode);
    }
}
