using Packages.Tests.Support;
using Users.AppHost;

[assembly: AssemblyFixture(typeof(PackedLibraries))]

namespace Packages.Tests.Support;

/// <summary>Is the five libraries, packed once for the test run under a version that nobody has had before.</summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    public static readonly string[] Ids =
        ["KafkaRider", "KafkaRider.AspNetCore", "KafkaRider.EntityFrameworkCore", "KafkaRider.Testing", "KafkaRider.Views"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packed-libraries-");

    /// <summary>Gets the folder that has the packages, and nothing else.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Gets their version.</summary>
    public string Version { get; } = $"1.0.0-test.{Guid.NewGuid():N}";

    /// <summary>Gets what was said while they were packed.</summary>
    public IReadOnlyList<string> Output { get; private set; } = [];

    public async ValueTask InitializeAsync() => Output = await Dotnet.RunAsync(
        RepositoryFolder.Root, "pack", "eng/libraries.slnf", "--no-build", "--configuration", Dotnet.Configuration, "--output", Folder,
        $"-p:PackageVersion={Version}", "-nologo");

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);

        // Whoever restored them has them in the folder that all packages are kept in.
        foreach (var id in Ids)
        {
            var kept = Path.Combine(Dotnet.PackagesFolder, id.ToLowerInvariant(), Version);
            if (Directory.Exists(kept))
            {
                Directory.Delete(kept, recursive: true);
            }
        }

        return ValueTask.CompletedTask;
    }
}
