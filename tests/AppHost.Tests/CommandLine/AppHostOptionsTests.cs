using Users.AppHost.CommandLine;

namespace Users.AppHost.Tests.CommandLine;

public sealed class AppHostOptionsTests
{
    [Fact]
    public void Parse_NoArguments_OneInstanceOfEachOn8080()
    {
        var options = AppHostOptions.Parse([]);

        Assert.Equal(8080, options.Port);
        Assert.Equal(1, options.ApiInstances);
        Assert.Equal(1, options.ConsumerInstances);
        Assert.False(options.Clean);
        Assert.False(options.Help);
    }

    [Fact]
    public void Parse_EveryOption_IsTaken()
    {
        var options = AppHostOptions.Parse(["--port", "9000", "--api=2", "--consumers", "3", "--clean"]);

        Assert.Equal(9000, options.Port);
        Assert.Equal(2, options.ApiInstances);
        Assert.Equal(3, options.ConsumerInstances);
        Assert.True(options.Clean);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Parse_Help_IsTaken(string argument) => Assert.True(AppHostOptions.Parse([argument]).Help);

    [Theory]
    [InlineData("unknown option --verbose", "--verbose")]
    [InlineData("unknown option 8080", "8080")]
    [InlineData("unknown option --clean=yes", "--clean=yes")]
    [InlineData("--port needs a number", "--port")]
    [InlineData("--port takes a number from 1 to 65385, not 0", "--port", "0")]
    [InlineData("--port takes a number from 1 to 65385, not 65386", "--port", "65386")]
    [InlineData("--port takes a number from 1 to 65385, not eighty", "--port=eighty")]
    [InlineData("--api takes a number from 1 to 50, not 0", "--api", "0")]
    [InlineData("--api takes a number from 1 to 50, not 51", "--api", "51")]
    [InlineData("--consumers takes a number from 1 to 50, not -1", "--consumers", "-1")]
    public void Parse_WhatDoesNotFit_IsRefused(string message, params string[] arguments)
    {
        var exception = Assert.Throws<UsageException>(() => AppHostOptions.Parse(arguments));

        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData("--port", "1")]
    [InlineData("--port", "65385")]
    [InlineData("--api", "50")]
    [InlineData("--consumers", "50")]
    public void Parse_Limits_AreTaken(params string[] arguments) => AppHostOptions.Parse(arguments);

    [Fact]
    public void HelpText_NamesEveryOption()
    {
        var help = HelpText.Read();

        Assert.All(
            ["--port", "--api", "--consumers", "--clean", "--help", "KAFKA_BOOTSTRAP", "KAFKA_HOME", "ConnectionStrings__Users"],
            name => Assert.Contains(name, help, StringComparison.Ordinal));
    }
}
