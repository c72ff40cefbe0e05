namespace Users.AppHost.Tests;

public sealed class LocalFolderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SecondTime_SaysThatTheSystemRuns()
    {
        using var first = LocalFolder.Open(_folder.Path, clean: false);

        var exception = Assert.Throws<StartupException>(() => LocalFolder.Open(_folder.Path, clean: false));

        Assert.Equal($"the system runs already, with its data in {_folder.Path}; stop it first", exception.Message);
    }

    [Fact]
    public void Open_AfterTheFirstHasEnded_IsPossible()
    {
        LocalFolder.Open(_folder.Path, clean: false).Dispose();

        LocalFolder.Open(_folder.Path, clean: false).Dispose();
    }

    [Fact]
    public void Open_Clean_ForgetsTheDataAlone()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "mariadb", "data"));
        File.WriteAllText(Path.Combine(_folder.Path, "other"), "");

        using var folder = LocalFolder.Open(_folder.Path, clean: true);

        Assert.False(Directory.Exists(folder.Find("mariadb")));
        Assert.True(File.Exists(folder.Find("other")));
    }

    // Root may write to every folder, but not to one of the kernel's.
    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("/proc/users")]
    public void Open_CannotBeWrittenTo_SaysSoInOneLine(string name)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");
        var path = Path.Combine(_folder.Path, name);

        var exception = Assert.Throws<StartupException>(() => LocalFolder.Open(path, clean: false));

        Assert.StartsWith($"the data cannot be kept in {path} (", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("; USERS_DATA names another folder", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
