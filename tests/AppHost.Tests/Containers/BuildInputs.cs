using System.Xml.Linq;

namespace Users.AppHost.Tests.Containers;

/// <summary>Finds the files that the build of a project reads, apart from those in its own folder: what it refers to, and what applies to it from above.</summary>
internal static class BuildInputs
{
    // MSBuild, NuGet, the compiler and the SDK look for these in every folder above a project.
    private static readonly string[] FoundFromAbove =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.config",
        "NuGet.Config", ".editorconfig", ".globalconfig",
    ];

    private static readonly string[] AttributesWithFiles = ["Include", "Project", "Update", "Link"];

    public static HashSet<string> Of(string projectFile)
    {
        var found = new HashSet<string>();
        Add(projectFile, Path.GetDirectoryName(projectFile)!, found);
        return found;
    }

    private static void Add(string file, string projectFolder, HashSet<string> found)
    {
        if (!found.Add(file) || Path.GetExtension(file) is not (".csproj" or ".props" or ".targets"))
        {
            return;
        }

        var folder = Path.GetExtension(file) == ".csproj" ? Path.GetDirectoryName(file)! : projectFolder;

        foreach (var other in Above(file).Concat(Named(file, folder)))
        {
            Add(other, folder, found);
        }
    }

    private static IEnumerable<string> Above(string file)
    {
        for (var folder = Path.GetDirectoryName(file)!; folder.StartsWith(RepositoryFolder.Root, StringComparison.Ordinal); folder = Path.GetDirectoryName(folder)!)
        {
            foreach (var path in FoundFromAbove.Select(name => Path.Combine(folder, name)).Where(File.Exists))
            {
                yield return path;
            }
        }
    }

    // Whatever is the name of a file is taken for one. What a file that is imported names is relative to the project.
    private static IEnumerable<string> Named(string file, string projectFolder) =>
        XDocument.Load(file).Descendants()
            .SelectMany(element => element.Attributes())
            .Where(attribute => AttributesWithFiles.Contains(attribute.Name.LocalName))
            .SelectMany(attribute => attribute.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(value => value
                .Replace("$(MSBuildThisFileDirectory)", $"{Path.GetDirectoryName(file)}/", StringComparison.Ordinal)
                .Replace("$(MSBuildProjectDirectory)", projectFolder, StringComparison.Ordinal))
            .Where(value => value.Contains('/', StringComparison.Ordinal) && !value.Contains('(', StringComparison.Ordinal))
            .SelectMany(value => Files(Path.GetFullPath(value, projectFolder)));

    private static IEnumerable<string> Files(string pattern)
    {
        var folder = pattern[..(pattern.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star ? pattern.LastIndexOf('/', star) : pattern.LastIndexOf('/'))];

        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, Path.GetFileName(pattern), pattern.Contains("**", StringComparison.Ordinal) ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            : [];
    }
}
