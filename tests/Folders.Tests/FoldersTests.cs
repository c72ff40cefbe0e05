namespace Users.Folders.Tests;

/// <summary>Inside a project no two folders use each other both ways. What lies beside the project file uses folders, and no folder uses it.</summary>
public sealed class FoldersTests
{
    public static TheoryData<string> Projects => [.. RepositoryFiles.Folders("src").Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any()).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_NoTwoFoldersUseEachOther(string project)
    {
        var uses = ProjectCode.Read(RepositoryFiles.Folders("src").Single(folder => Path.GetFileName(folder) == project)).FindUses()
            .ToLookup(use => (use.From, use.To));

        var circles = uses.Select(way => way.Key)
            .Where(way => string.CompareOrdinal(way.From, way.To) < 0 && uses.Contains((way.To, way.From)))
            .Select(way => string.Join("\n  ", uses[way].Take(10).Concat(uses[(way.To, way.From)].Take(10)).Prepend(new(way.From, way.To, "each other", "")).Select(use => use.ToString())));

        Assert.True(!circles.Any(), string.Join('\n', circles));
    }

    [Fact]
    public void Uses_AreFoundWhateverTheyLookLike()
    {
        var uses = ProjectCode.Read(RepositoryFiles.Folders("src").Single(folder => Path.GetFileName(folder) == "Users.Consumer")).FindUses().ToList();

        // By its name, as an extension that is not named, and as a member of what somebody else has made.
        Assert.Contains(uses, use => use is { From: "Republishing", To: "Users", Name: "UsersDbContext" });
        Assert.Contains(uses, use => use is { From: ".", Name: "UsersInboxExtensions" });
        Assert.Contains(uses, use => use is { From: "Republishing", Name: "User" });
    }
}
