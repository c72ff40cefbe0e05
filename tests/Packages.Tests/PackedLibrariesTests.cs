using System.IO.Compression;
using System.Xml.Linq;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>What the packages say of themselves.</summary>
public sealed class PackedLibrariesTests(PackedLibraries packages)
{
    public static TheoryData<string> Ids => [.. PackedLibraries.Ids];

    [Fact]
    public void Pack_MakesTheLibrariesWithTheirSymbolsAndNothingElse() => Assert.Equal(
        PackedLibraries.Ids.SelectMany(id => new[] { $"{id}.{packages.Version}.nupkg", $"{id}.{packages.Version}.snupkg" }).Order(StringComparer.Ordinal),
        Directory.GetFiles(packages.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Pack_WarnsOfNothing() =>
        Assert.DoesNotContain(packages.Output, line => line.Contains("warn", StringComparison.OrdinalIgnoreCase) || line.Contains("error", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_TellsWhatItIs(string id)
    {
        using var package = Open(id, "nupkg");

        var metadata = ReadMetadata(package, id);

        Assert.Equal(id, metadata["id"].Value);
        Assert.Equal(packages.Version, metadata["version"].Value);
        Assert.Equal("Apache-2.0", metadata["license"].Value);
        Assert.Equal("README.md", metadata["readme"].Value);
        Assert.Contains("kafka", metadata["tags"].Value, StringComparison.Ordinal);
        Assert.InRange(metadata["description"].Value.Length, 50, 200);
        Assert.Equal("git", metadata["repository"].Attribute("type")!.Value);
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.dll"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.xml"));
    }

    // A worker has no ASP.NET Core, and need not.
    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_NeedsAspNetCoreOnlyWhereItIsAboutThat(string id)
    {
        using var package = Open(id, "nupkg");

        var metadata = ReadMetadata(package, id);

        Assert.Equal(id == "KafkaRider.AspNetCore", metadata.ContainsKey("frameworkReferences"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_NeedsTheOthersInItsOwnVersion(string id)
    {
        using var package = Open(id, "nupkg");

        var ours = ReadMetadata(package, id)["dependencies"].Descendants()
            .Where(dependency => dependency.Attribute("id")?.Value.StartsWith("KafkaRider", StringComparison.Ordinal) == true)
            .Select(dependency => $"{dependency.Attribute("id")!.Value} {dependency.Attribute("version")!.Value}");

        Assert.Equal(id == "KafkaRider" ? [] : [$"KafkaRider {packages.Version}"], ours);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Symbols_AreThere(string id)
    {
        using var package = Open(id, "snupkg");

        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.pdb"));
    }

    private static Dictionary<string, XElement> ReadMetadata(ZipArchive package, string id)
    {
        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName);
    }

    private ZipArchive Open(string id, string kind) => ZipFile.OpenRead(Path.Combine(packages.Folder, $"{id}.{packages.Version}.{kind}"));
}
