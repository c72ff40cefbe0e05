namespace Users.AppHost.Processes;

/// <summary>Finds programs as a shell does, and in the folders of servers, which are not on every user's path.</summary>
internal static class ExecutablePath
{
    public static string? Find(string name)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";

        return path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/local/sbin", "/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
