using System.Collections.Concurrent;
using Users.AppHost.Processes;
using Users.AppHost.Services;

namespace Packages.Tests.Support;

/// <summary>Runs the SDK as a user does.</summary>
internal static class Dotnet
{
    /// <summary>Gets the configuration that this test was built in, and the libraries with it.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";

    /// <summary>Gets the folder in which the SDK keeps packages that were restored.</summary>
    public static string PackagesFolder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Runs a command to its end, and returns what it wrote.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string folder, params string[] arguments)
    {
        var lines = new ConcurrentQueue<string>();
        await using var process = await StartAsync(folder, lines.Enqueue, arguments);
        var exitCode = await process.Exited.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
        return [.. lines];
    }

    /// <summary>Starts a command.</summary>
    public static Task<ChildProcess> StartAsync(string folder, Action<string> output, params string[] arguments) => ChildProcess.StartAsync(
        new ProcessCommand(ServiceInstance.DotnetHost(), arguments)
        {
            WorkingDirectory = folder,
            Variables = new Dictionary<string, string>
            {
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["DOTNET_NOLOGO"] = "1",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                // No server that outlives the build.
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["UseSharedCompilation"] = "false",
            },
        },
        output);
}
