using System.Text;
using Users.AppHost;
using Users.Faults.Running;
using Users.Faults.Scenarios;

namespace Users.Faults.Tests;

public sealed class FaultsCommandTests
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private RunOptions? _options;

    [Fact]
    public async Task Run_AllOptions_AreTaken()
    {
        Assert.Equal(0, await RunAsync("--quick", "--scenario", "f7,F12", "--brokers=1", "--seed", "-42", "--report", "out.md"));

        Assert.True(_options!.Quick);
        Assert.Equal(["F7", "F12"], _options.Scenarios);
        Assert.Equal(1, _options.Brokers);
        Assert.Equal(-42, _options.Seed);
        Assert.Equal("out.md", _options.ReportFile);
    }

    [Fact]
    public async Task Run_NoOptions_IsOfAllScenarios()
    {
        Assert.Equal(0, await RunAsync());

        Assert.False(_options!.Quick);
        Assert.Empty(_options.Scenarios);
        Assert.Equal(1, _options.Brokers);
    }

    [Theory]
    [InlineData("--brokers takes 1 or 3, not '2'.", "--brokers", "2")]
    [InlineData("--seed takes a number from -2147483648 to 2147483647, not 'x'.", "--seed", "x")]
    [InlineData("Required argument missing for option: '--seed'.", "--seed")]
    [InlineData("--scenario takes some of F1, F2, ", "--scenario", "F99")]
    [InlineData("Unrecognized command or argument '--other'.", "--other")]
    public async Task Run_UnknownOrUnfit_IsRefusedInOneLine(string message, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));

        Assert.StartsWith($"error: {message}", _error.ToString(), StringComparison.Ordinal);
        Assert.Single(_error.ToString().Trim().Split('\n'));
        Assert.Null(_options);
    }

    [Fact]
    public async Task Run_Help_NamesTheVariablesAndEveryScenario()
    {
        Assert.Equal(0, await RunAsync("--help"));

        Assert.Contains("Environment:\n  KAFKA_HOME", _output.ToString(), StringComparison.Ordinal);
        Assert.All(ScenarioList.All, scenario => Assert.Contains($"\n  {scenario.Id,-5} {scenario.Fault}\n", _output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_Page_NamesThem()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Root, "docs/faults.md"), TestContext.Current.CancellationToken);

        Assert.All(
            new FaultsCommand(_ => Task.FromResult(0)).Options.Where(option => option.Name != "--help"),
            option => Assert.Contains($"| `{option.Name}", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--quick", true)]
    [InlineData("-h", true)]
    [InlineData("-automated", false)]
    [InlineData("@@", false)]
    public void AreMeant_WordsOfATestRunner_AreNot(string first, bool expected) => Assert.Equal(expected, FaultsCommand.AreMeant([first]));

    private Task<int> RunAsync(params string[] arguments)
    {
        var command = new FaultsCommand(options =>
        {
            _options = options;
            return Task.FromResult(0);
        });

        return command.RunAsync(arguments, new StringWriter(_output), new StringWriter(_error));
    }
}
