using Users.AppHost;
using Users.AppHost.Processes;

namespace Users.EndToEnd.Support;

/// <summary>Copies what <c>run.sh</c> needs of the repository to another folder.</summary>
public static class RepositoryCopy
{
    private const string CopySource = """
        mkdir -p "$1" && tar -c --exclude bin --exclude obj run.sh docs eng src Users.sln global.json .editorconfig Directory.* | tar -x -C "$1"
        """;

    // As links, since it is large; and with the note of when that was, if there is one.
    private const string CopyBuilt = """
        for bin in src/*/bin; do cp -al "$bin" "$1/$bin"; done
        mkdir "$1/.local"
        if [ -e .local/built ]; then cp -a .local/built "$1/.local"; fi
        """;

    /// <summary>Copies the source alone.</summary>
    public static Task OfSourceAsync(string folder) => RunAsync(CopySource, folder);

    /// <summary>Copies it as it is: what has been built is still newer than its source.</summary>
    public static Task AsItIsAsync(string folder) => RunAsync(CopySource + Environment.NewLine + CopyBuilt, folder);

    private static async Task RunAsync(string script, string folder)
    {
        var lines = new List<string>();
        var command = new ProcessCommand("bash", "-ec", script, "copy", folder) { WorkingDirectory = RepositoryFolder.Root };
        var exitCode = await ChildProcess.RunAsync(command, lines.Add, TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, string.Join(Environment.NewLine, lines));
    }
}
