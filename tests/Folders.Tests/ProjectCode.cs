using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Users.Folders.Tests;

/// <summary>Represents a project as the compiler understands it: who uses what, whether it is named or only called.</summary>
internal sealed partial class ProjectCode
{
    // What the SDK has every file use. Where a project has less, nothing is found by more.
    private const string GlobalUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    // Has a place of its own for what is no feature's.
    private const string Internal = "Internal";

    // All that runs here.
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly string _folder;
    private readonly CSharpCompilation _compilation;

    private ProjectCode(string folder, CSharpCompilation compilation) => (_folder, _compilation) = (folder, compilation);

    /// <summary>Reads a project.</summary>
    /// <param name="folder">Its folder.</param>
    public static ProjectCode Read(string folder)
    {
        var project = File.ReadAllText(Directory.GetFiles(folder, "*.csproj").Single());
        var name = AssemblyName().Match(project) is { Success: true } match ? match.Groups[1].Value : Path.GetFileName(folder);
        var usings = GlobalUsing().Matches(project).Select(use => $"global using {use.Groups[1].Value};");
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsOutput(Path.GetRelativePath(folder, file)))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(string.Join('\n', usings.Prepend(GlobalUsings)), options));

        // Not the project as it was built.
        var references = References.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) != name);
        return new(folder, CSharpCompilation.Create(name, trees, references, new(OutputKind.DynamicallyLinkedLibrary)));
    }

    /// <summary>Returns every use across folders.</summary>
    public IEnumerable<Use> FindUses() => _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).SelectMany(FindUses);

    private IEnumerable<Use> FindUses(SyntaxTree tree)
    {
        var model = _compilation.GetSemanticModel(tree);
        var from = FolderOf(tree);

        foreach (var node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax).Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
        {
            var info = model.GetSymbolInfo(node);

            // What the generators write is missing here, so that a call may fit nothing quite.
            if (TypeOf(info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } type)
            {
                continue;
            }

            var declared = type.DeclaringSyntaxReferences.Select(declaration => FolderOf(declaration.SyntaxTree)).ToHashSet();

            if (declared.Count > 0 && !declared.Contains(from))
            {
                var line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
                yield return new(from, declared.First(), type.Name, $"{Path.GetFileName(tree.FilePath)}:{line}");
            }
        }
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type.OriginalDefinition,
        IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.OriginalDefinition.ContainingType,
        _ => null,
    };

    private string FolderOf(SyntaxTree tree)
    {
        var path = Path.GetRelativePath(_folder, Path.GetDirectoryName(tree.FilePath)!);
        return string.Join('/', path.Split(Path.DirectorySeparatorChar).Where(part => part != Internal)) is { Length: > 0 } folder ? folder : ".";
    }

    private static bool IsOutput(string path) => path.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";

    [GeneratedRegex("<AssemblyName>(.*?)</AssemblyName>")]
    private static partial Regex AssemblyName();

    [GeneratedRegex("<Using Include=\"(.*?)\"")]
    private static partial Regex GlobalUsing();
}
