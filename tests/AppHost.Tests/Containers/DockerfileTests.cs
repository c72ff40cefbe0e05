using System.Xml.Linq;
using Users.AppHost.Services;

namespace Users.AppHost.Tests.Containers;

public sealed class DockerfileTests
{
    public static TheoryData<string> Projects => [ServiceKind.Api.ProjectFolder, ServiceKind.Consumer.ProjectFolder];

    [Theory]
    [MemberData(nameof(Projects))]
    public void LastStage_RunsAsAnOrdinaryUser(string project)
    {
        var lines = Lines(project);
        var lastStage = lines.Skip(lines.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal)));

        Assert.Contains("USER $APP_UID", lastStage);
    }

    // A project that is missing here restores and builds on every machine but inside the image.
    [Theory]
    [MemberData(nameof(Projects))]
    public void Restore_SeesEveryProjectThatIsReferenced(string project)
    {
        var lines = Lines(project);
        var restore = lines.IndexOf($"RUN dotnet restore {project}");
        var publish = lines.FindIndex(line => line.StartsWith($"RUN dotnet publish {project} ", StringComparison.Ordinal));

        Assert.All(WithReferences(ProjectFile(project)), file =>
        {
            var folder = Path.GetRelativePath(RepositoryFolder.Root, Path.GetDirectoryName(file)!);

            Assert.InRange(lines.IndexOf($"COPY {folder}/{Path.GetFileName(file)} {folder}/"), 0, restore);
            Assert.InRange(lines.IndexOf($"COPY {folder}/ {folder}/"), restore, publish);
        });
    }

    private static List<string> Lines(string project) =>
        [.. File.ReadLines(Path.Combine(RepositoryFolder.Root, project, "Dockerfile"))];

    private static string ProjectFile(string project) =>
        Directory.GetFiles(Path.Combine(RepositoryFolder.Root, project), "*.csproj").Single();

    private static HashSet<string> WithReferences(string file) =>
    [
        file,
        .. XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFullPath(reference.Attribute("Include")!.Value, Path.GetDirectoryName(file)!))
            .SelectMany(WithReferences),
    ];
}
