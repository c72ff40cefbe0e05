using System.Text;
using Users.AppHost.CommandLine;

namespace Users.AppHost.Tests.CommandLine;

public sealed class AppHostCommandTests
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private AppHostOptions? _options;

    [Fact]
    public async Task Run_NoArguments_OneInstanceOfEachOn8080()
    {
        Assert.Equal(0, await RunAsync());

        Assert.Equal(new(Port: 8080, ApiInstances: 1, ConsumerInstances: 1, Clean: false), _options);
    }

    [Fact]
    public async Task Run_EveryOption_IsTaken()
    {
        Assert.Equal(0, await RunAsync("--port", "9000", "--api=2", "--consumers", "3", "--clean"));

        Assert.Equal(new(Port: 9000, ApiInstances: 2, ConsumerInstances: 3, Clean: true), _options);
    }

    [Theory]
    [InlineData("--port", "1")]
    [InlineData("--port", "65384")]
    [InlineData("--api", "50")]
    [InlineData("--consumers", "50")]
    public async Task Run_Limits_AreTaken(params string[] arguments) => Assert.Equal(0, await RunAsync(arguments));

    [Theory]
    [InlineData("Unrecognized command or argument '--verbose'.", "--verbose")]
    [InlineData("Unrecognized command or argument '8080'.", "8080")]
    [InlineData("Unrecognized command or argument '8080'.", "--", "8080")]
    [InlineData("Unrecognized command or argument '--prt'.", "--prt", "9000")]
    [InlineData("Unrecognized command or argument 'yes'.", "--clean=yes")]
    [InlineData("Unrecognized command or argument '--version'.", "--version")]
    [InlineData("Unrecognized command or argument '@arguments'.", "@arguments")]
    [InlineData("Unrecognized command or argument '[suggest]'.", "[suggest]", "--clean")]
    [InlineData("Required argument missing for option: '--port'.", "--port")]
    [InlineData("Option '--port' expects a single argument but 2 were provided.", "--port", "1", "--port", "2")]
    [InlineData("--port takes a number from 1 to 65384, not '0'.", "--port", "0")]
    [InlineData("--port takes a number from 1 to 65384, not '65385'.", "--port", "65385")]
    [InlineData("--port takes a number from 1 to 65384, not 'eighty'.", "--port=eighty")]
    [InlineData("--port takes a number from 1 to 65384, not '@file'.", "--port", "@file")]
    [InlineData("--api takes a number from 1 to 50, not '0'.", "--api", "0")]
    [InlineData("--api takes a number from 1 to 50, not '51'.", "--api", "51")]
    [InlineData("--consumers takes a number from 1 to 50, not '-1'.", "--consumers", "-1")]
    public async Task Run_WhatDoesNotFit_IsRefusedInOneLine(string message, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));

        Assert.Equal($"error: {message} (--help lists the options){Environment.NewLine}", _error.ToString());
        Assert.Equal("", _output.ToString());
        Assert.Null(_options);
    }

    // run.sh shows the file: on a bare machine nothing is built yet. To write it anew: dotnet run --project src/AppHost -- --help
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--wrong", "--help")]
    public async Task Run_Help_IsTheTextThatTheScriptShows(params string[] arguments)
    {
        Assert.Equal(0, await RunAsync(arguments));

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Root, "src/AppHost/help.txt"), TestContext.Current.CancellationToken), _output.ToString());
        Assert.Null(_options);
    }

    [Fact]
    public async Task Run_SomethingCannotBeStarted_IsSaidInOneLine()
    {
        var command = new AppHostCommand(_ => throw new StartupException("no room"));

        Assert.Equal(1, await command.RunAsync([], new StringWriter(_output), new StringWriter(_error)));

        Assert.Equal($"error: no room{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public async Task Run_AMistakeOfOurs_IsNotHidden()
    {
        var command = new AppHostCommand(_ => throw new InvalidOperationException());

        await Assert.ThrowsAsync<InvalidOperationException>(() => command.RunAsync([], new StringWriter(_output), new StringWriter(_error)));
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        var command = new AppHostCommand(options =>
        {
            _options = options;
            return Task.FromResult(0);
        });

        return command.RunAsync(arguments, new StringWriter(_output), new StringWriter(_error));
    }
}
