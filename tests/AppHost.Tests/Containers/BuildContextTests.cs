namespace Users.AppHost.Tests.Containers;

public sealed class BuildContextTests
{
    private readonly BuildContext _context = new();

    public static TheoryData<string> Projects => [.. Dockerfile.All.Select(file => file.Project)];

    // A file that is missing builds on every machine but inside the image.
    [Theory]
    [MemberData(nameof(Projects))]
    public void Context_HoldsAllThatTheBuildReads(string project) =>
        Assert.All(
            BuildInputs.Of(new Dockerfile(project).ProjectFile),
            file => Assert.True(_context.Contains(Path.GetRelativePath(RepositoryFolder.Root, file)), $".dockerignore keeps {file} out"));

    // That the inputs are found at all.
    [Fact]
    public void Inputs_OfTheApi_AreItsProjectsAndWhatTheyUse()
    {
        var inputs = BuildInputs.Of(new Dockerfile("src/Api").ProjectFile).Select(file => Path.GetRelativePath(RepositoryFolder.Root, file)).ToList();

        Assert.Contains("src/Api/Api.csproj", inputs);
        Assert.Contains("src/Contracts/Contracts.csproj", inputs);
        Assert.Contains("src/KafkaRider/KafkaRider.csproj", inputs);
        Assert.Contains("docs/problems.md", inputs);
        Assert.Contains("Directory.Build.props", inputs);
        Assert.Contains("Directory.Build.targets", inputs);
        Assert.Contains("Directory.Packages.props", inputs);
        Assert.Contains("global.json", inputs);
        Assert.Contains(".editorconfig", inputs);
    }

    [Theory]
    [InlineData("src/Api/bin/Release/net10.0/Users.Api.dll")]
    [InlineData("src/Api/obj/project.assets.json")]
    [InlineData("tests/Api.Tests/Api.Tests.csproj")]
    [InlineData(".env")]
    [InlineData(".git/config")]
    [InlineData(".local/snapshots/api-1")]
    [InlineData("README.md")]
    public void Context_HoldsNothingElse(string path) => Assert.False(_context.Contains(path));
}
