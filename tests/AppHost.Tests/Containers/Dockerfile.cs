using System.Xml.Linq;

namespace Users.AppHost.Tests.Containers;

/// <summary>The Dockerfile of a service.</summary>
/// <param name="Project">The folder of its project, from the root of the repository.</param>
public sealed record Dockerfile(string Project)
{
    private const string Name = "Dockerfile";

    public static IEnumerable<Dockerfile> All =>
        Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "src"), Name, SearchOption.AllDirectories)
            .Select(path => new Dockerfile(Path.GetRelativePath(RepositoryFolder.Root, Path.GetDirectoryName(path)!)));

    public string File => $"{Project}/{Name}";

    public IReadOnlyList<string> Lines => System.IO.File.ReadAllLines(Path.Combine(RepositoryFolder.Root, File));

    public string Assembly => XDocument.Load(ProjectFile).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(ProjectFile);

    public string ProjectFile => Directory.GetFiles(Path.Combine(RepositoryFolder.Root, Project), "*.csproj").Single();

    public override string ToString() => File;
}
