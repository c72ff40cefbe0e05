using System.Runtime.Versioning;
using Users.AppHost.Kafka;

namespace Users.AppHost.Tests.Kafka;

[SupportedOSPlatform("linux")]
public sealed class JavaRuntimeTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Require_NoJava_SaysWhatToInstall()
    {
        var exception = await Assert.ThrowsAsync<StartupException>(() => RequireAsync(java: null));

        Assert.Contains("openjdk-17-jre-headless", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openjdk version \\\"11.0.2\\\" 2019-01-15")]
    [InlineData("java version \\\"1.8.0_181\\\"")]
    [InlineData("no version at all")]
    public async Task Require_TooOld_SaysWhatItFound(string output)
    {
        var exception = await Assert.ThrowsAsync<StartupException>(() => RequireAsync(FakeJava(output)));

        Assert.Contains("needs Java 17", exception.Message, StringComparison.Ordinal);
        Assert.Contains(output.Replace("\\", ""), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openjdk version \\\"17.0.15\\\" 2025-04-15")]
    [InlineData("openjdk version \\\"25\\\" 2025-09-16")]
    public async Task Require_NewEnough_IsTaken(string output) => await RequireAsync(FakeJava(output));

    private static Task RequireAsync(string? java) => JavaRuntime.RequireAsync(java, TestContext.Current.CancellationToken);

    private string FakeJava(string output)
    {
        var path = Path.Combine(_folder.Path, "java");
        File.WriteAllText(path, $"#!/bin/sh\necho \"{output}\" >&2\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        return path;
    }
}
