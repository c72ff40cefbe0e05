namespace Users.AppHost.Tests.Containers;

public sealed class DockerfileTests
{
    private const string EndOfBuild = "COPY --from=build /app .";

    public static TheoryData<string> Projects => [.. Dockerfile.All.Select(file => file.Project)];

    [Fact]
    public void Services_AllHaveOne() => Assert.Equal(
        Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(IsService)
            .Select(path => Path.GetRelativePath(RepositoryFolder.Root, Path.GetDirectoryName(path)!))
            .Order(StringComparer.Ordinal),
        Dockerfile.All.Select(file => file.Project).Order(StringComparer.Ordinal));

    // What one of them learns the others need as well.
    [Theory]
    [MemberData(nameof(Projects))]
    public void Build_IsThatOfTheOthers(string project)
    {
        var file = new Dockerfile(project);

        Assert.Equal(BuildOf(new Dockerfile("src/Api")), BuildOf(file));
        Assert.Contains($"RUN dotnet restore {project}", file.Lines);
        Assert.Contains($"RUN dotnet publish {project} --no-restore --configuration Release --output /app", file.Lines);
        Assert.Equal($"ENTRYPOINT [\"dotnet\", \"{file.Assembly}.dll\"]", file.Lines[^1]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void LastStage_RunsAsAnOrdinaryUser(string project)
    {
        var lines = new Dockerfile(project).Lines.ToList();
        var lastStage = lines.Skip(lines.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal)));

        Assert.Contains("USER $APP_UID", lastStage);
    }

    private static bool IsService(string projectFile) =>
        File.ReadAllText(projectFile).Contains("Sdk=\"Microsoft.NET.Sdk.Web\"", StringComparison.Ordinal);

    private static string[] BuildOf(Dockerfile file) =>
        [.. file.Lines.TakeWhile(line => line != EndOfBuild).Select(line => line.Replace(file.Project, "PROJECT", StringComparison.Ordinal))];
}
