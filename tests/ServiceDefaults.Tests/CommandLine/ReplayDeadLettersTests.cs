using Microsoft.Extensions.Configuration;
using Users.ServiceDefaults.CommandLine;

namespace Users.ServiceDefaults.Tests.CommandLine;

public sealed class ReplayDeadLettersTests
{
    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "-h")]
    [InlineData(2, "--dry")]
    [InlineData(2, "--dry-run", "--help")]
    [InlineData(2, "users.commands")]
    public async Task Run_OtherOptionsThanItsOwn_ReplaysNothing(int exitCode, params string[] options) =>
        Assert.Equal(exitCode, await ReplayDeadLetters.RunAsync(options, new ConfigurationBuilder().Build(), "users.commands.dead-letter"));
}
