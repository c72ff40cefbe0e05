using Users.AppHost;

namespace Users.EndToEnd.Support;

/// <summary>A folder in .local/tests that lasts as long as its test, or its class.</summary>
public sealed class ScratchFolder : IDisposable
{
    // With a space, as in many a user's path.
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(RepositoryFolder.Local, "tests", $"end to end {Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
