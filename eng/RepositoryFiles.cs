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
