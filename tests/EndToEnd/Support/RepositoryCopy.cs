using Users.AppHost;
using Users.AppHost.Processes;

namespace Users.EndToEnd.Support;

/// <summary>Copies what <c>run.sh</c> needs of the repository to another folder.</summary>
public static class RepositoryCopy
{
    private static readonly string[] Parts =
        ["run.sh", "eng", "src", "Users.sln", "global.json", ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>Copies it as it is: what has been built is still newer than its source.</summary>
    public static async Task CreateAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await RunAsync("cp", ["-a", .. Parts.Select(part => Path.Combine(RepositoryFolder.Root, part)), folder]);

        if (File.Exists(Path.Combine(RepositoryFolder.Local, "built")))
        {
            Directory.CreateDirectory(Path.Combine(folder, ".local"));
            await RunAsync("cp", ["-a", Path.Combine(RepositoryFolder.Local, "built"), Path.Combine(folder, ".local")]);
        }
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        var lines = new List<string>();
        Assert.True(await ChildProcess.RunAsync(new(program, arguments), lines.Add, TestContext.Current.CancellationToken) == 0, string.Join('\n', lines));
    }
}
