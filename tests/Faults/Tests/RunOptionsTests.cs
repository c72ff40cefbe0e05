using Users.Faults.Running;

namespace Users.Faults.Tests;

public sealed class RunOptionsTests
{
    [Fact]
    public void Parse_AllOptions_Read()
    {
        var options = RunOptions.Parse(["--quick", "--scenario", "f7,F12", "--brokers", "3", "--seed", "42", "--report", "out.md"]);

        Assert.True(options.Quick);
        Assert.Equal(["F7", "F12"], options.Scenarios);
        Assert.Equal(3, options.Brokers);
        Assert.Equal(42, options.Seed);
        Assert.Equal("out.md", options.ReportFile);
    }

    [Theory]
    [InlineData("--brokers", "2")]
    [InlineData("--seed", "x")]
    [InlineData("--seed")]
    [InlineData("--other")]
    public void Parse_UnknownOrUnfit_Refused(params string[] arguments) =>
        Assert.Throws<ArgumentException>(() => RunOptions.Parse(arguments));

    [Theory]
    [InlineData("--quick", true)]
    [InlineData("-automated", false)]
    [InlineData("@@", false)]
    public void AreMeant_WordsOfATestRunner_AreNot(string first, bool expected) => Assert.Equal(expected, RunOptions.AreMeant([first]));
}
