using System.Text.RegularExpressions;

namespace Users.AppHost.Tests.Sources;

/// <summary>Holds the services and libraries to the time that they are given, which a test can give them as well.</summary>
/// <remarks>
/// Waiting on a thread for a native client's answer is not meant: that has no other time. The program that starts processes of this machine
/// goes by the time of this machine.
/// </remarks>
public sealed partial class TimeTests
{
    private static readonly string[] ByTheMachine = ["AppHost"];

    [Fact]
    public void Sources_TakeTheTimeFromAProvider()
    {
        var source = Path.Combine(RepositoryFolder.Root, "src");
        var found = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: file, Path: Path.GetRelativePath(source, file).Split('/')))
            .Where(file => !ByTheMachine.Contains(file.Path[0]) && !file.Path.Contains("obj") && !file.Path.Contains("bin"))
            .SelectMany(file => FindOwnTime(File.ReadAllText(file.File)).Select(text => $"{string.Join('/', file.Path)}: {text}"));

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("Stopwatch.GetTimestamp()")]
    [InlineData("Environment.TickCount64")]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("await Task.Delay(pause, cancellationToken);")]
    [InlineData("await Task.Delay(timeout, cancellationToken);")]
    [InlineData("new PeriodicTimer(period)")]
    [InlineData("new Timer(_ => Tick(), null, 0, 1)")]
    [InlineData("new CancellationTokenSource(Period)")]
    [InlineData("source.CancelAfter(period)")]
    public void FindOwnTime_WhatAsksTheMachine_IsFound(string text) => Assert.NotEmpty(FindOwnTime(text));

    [Theory]
    [InlineData("time.GetUtcNow()")]
    [InlineData("await Task.Delay(pause, timeProvider, cancellationToken);")]
    [InlineData("await Task.Delay(GetDelay(attempt, passes ? Longest : Other), time, token)")]
    [InlineData("new PeriodicTimer(period, time)")]
    [InlineData("new CancellationTokenSource()")]
    [InlineData("new CancellationTokenSource(Period, time)")]
    public void FindOwnTime_WhatAsksAProvider_IsNot(string text) => Assert.Empty(FindOwnTime(text));

    private static IEnumerable<string> FindOwnTime(string text) => OwnTime().Matches(text)
        .Where(match => !Provider().IsMatch(match.Groups["arguments"].Value))
        .Select(match => match.Value);

    [GeneratedRegex(
        """
        \bDateTime(Offset)?\.(Utc)?Now\b | \bDateTime\.Today\b | \bStopwatch\b | \bTickCount(64)?\b | \bThread\.Sleep\b | \.CancelAfter\(
        | \bnew\ (System\.Threading\.)?Timer\(
        | (\bTask\.Delay | \bnew\ PeriodicTimer | \bnew\ CancellationTokenSource)\((?<arguments>[^;]+?)\)(;|\s|\.|$)
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OwnTime();

    [GeneratedRegex(@"\b_?time(Provider)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Provider();
}
