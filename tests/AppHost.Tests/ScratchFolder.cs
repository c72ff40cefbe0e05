namespace Users.AppHost.Tests;

/// <summary>A folder in .local/tests that lasts as long as the test.</summary>
public sealed class ScratchFolder : IDisposable
{
    // With a space, as in many a user's path.
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(RepositoryFolder.Local, "tests", $"apphost {Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
