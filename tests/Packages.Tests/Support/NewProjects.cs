using System.Xml.Linq;

namespace Packages.Tests.Support;

/// <summary>Is a folder outside of the repository with new projects, which know the libraries by their packages only.</summary>
internal sealed class NewProjects : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("new-projects-");
    private readonly PackedLibraries _packages;
    private readonly Dictionary<string, string> _versions;

    public NewProjects(PackedLibraries packages)
    {
        _packages = packages;
        var known = XDocument.Parse(RepositoryFiles.Read("Directory.Packages.props"));
        var extensions = known.Descendants("MicrosoftExtensionsVersion").Single().Value;
        _versions = known.Descendants("PackageVersion").ToDictionary(
            package => package.Attribute("Include")!.Value,
            package => package.Attribute("Version")!.Value.Replace("$(MicrosoftExtensionsVersion)", extensions, StringComparison.Ordinal));

        // One more source; the others are those that the machine is set up with.
        Write("NuGet.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{packages.Folder}" /></packageSources>
            </configuration>
            """);
    }

    private string Root => _folder.FullName;

    /// <summary>Adds a project.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sdk">The SDK.</param>
    /// <param name="content">Properties and items.</param>
    /// <param name="packages">The packages that it installs.</param>
    /// <param name="files">Its sources.</param>
    public void Add(string name, string sdk, string content, string[] packages, params (string Name, string Text)[] files)
    {
        var references = packages.Select(id => $"""<PackageReference Include="{id}" Version="{VersionOf(id)}" />""");
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              {content}
              <ItemGroup>
                {string.Join(Environment.NewLine, references)}
              </ItemGroup>
            </Project>
            """);
        Array.ForEach(files, file => Write($"{name}/{file.Name}", file.Text));
    }

    /// <summary>Builds all projects.</summary>
    public Task BuildAsync()
    {
        var projects = _folder.GetFiles("*.csproj", SearchOption.AllDirectories).Select(file => $"""<Project Path="{file.FullName}" />""");
        Write("All.slnx", $"<Solution>{string.Concat(projects)}</Solution>");
        return Dotnet.RunAsync(Root, "build", "All.slnx", "--configuration", "Release", "-nologo");
    }

    /// <summary>Starts the program of a project.</summary>
    public async Task<RunningProgram> StartAsync(string name, params string[] arguments) => await RunningProgram.StartAsync(
        Path.Combine(Root, name), [Path.Combine(Root, name, "bin", "Release", "net10.0", $"{name}.dll"), .. arguments]);

    public void Dispose() => _folder.Delete(recursive: true);

    private string VersionOf(string id) => PackedLibraries.Ids.Contains(id) ? _packages.Version : _versions[id];

    private void Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(Root, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
