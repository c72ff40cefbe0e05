/// <summary>
/// Finds files of the repository for tests that compare them with what is compiled. The compiler's own paths do not serve: a build under
/// CI replaces them, so that it gives the same bytes everywhere.
/// </summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>Reads a text file.</summary>
    /// <param name="path">Its path from the root of the repository.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Returns the full paths of the folders in a folder.</summary>
    /// <param name="path">Its path from the root of the repository.</param>
    public static string[] Folders(string path) => Directory.GetDirectories(Path.Combine(Root, path));

    /// <summary>Returns the full paths of the code files in a folder and below it, but for what a build has made.</summary>
    /// <param name="path">Its path from the root of the repository.</param>
    public static string[] Code(string path) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, path), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")),
    ];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Users.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} does not lie in the repository.");
    }
}
