namespace Users.AppHost;

/// <summary>Finds the repository around the running program, and what lies in it.</summary>
public static class RepositoryFolder
{
    public static string Root { get; } = FindRoot();

    public static string Local { get; } = Path.Combine(Root, ".local");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Users.sln")))
            {
                return folder.FullName;
            }
        }

        throw new StartupException($"{AppContext.BaseDirectory} does not lie in the repository of Users");
    }
}
