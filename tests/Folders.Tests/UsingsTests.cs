using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Users.Folders.Tests;

/// <summary>Every file names the namespaces that it uses in one order: those of System, then the others by their letters, then what is static.</summary>
public sealed class UsingsTests
{
    public static TheoryData<string> Folders => ["bench", "eng", "src", "tests"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Usings_AreInOrder(string folder)
    {
        var files = RepositoryFiles.Code(folder);

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => !IsInOrder(File.ReadAllText(file)));
    }

    [Theory]
    [InlineData(true, "using System;\nusing System.Text;\nusing Avro;\nusing Avro.Generic;\nusing static System.Math;\nusing Text = System.String;")]
    [InlineData(true, "global using System;\nusing Avro;")]
    [InlineData(true, "using MassTransit;\nusing MassTransit.Internals;\nusing MassTransitX;")]
    [InlineData(false, "using Avro;\nusing System;")]
    [InlineData(false, "using Confluent;\nusing Avro;")]
    [InlineData(false, "using static System.Math;\nusing System;")]
    [InlineData(false, "using Text = System.String;\nusing Avro;")]
    public void Order_IsThatOfTheFormatter(bool expected, string code) => Assert.Equal(expected, IsInOrder(code));

    private static bool IsInOrder(string code)
    {
        var usings = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot().Usings.ToArray();
        return usings.SequenceEqual(usings.OrderBy(Kind).ThenBy(Name, new ByParts()));
    }

    private static int Kind(UsingDirectiveSyntax directive) => directive switch
    {
        { GlobalKeyword.RawKind: not 0 } => 0,
        { StaticKeyword.RawKind: not 0 } => 3,
        { Alias: not null } => 4,
        _ when Name(directive)[0] == "System" => 1,
        _ => 2,
    };

    private static string[] Name(UsingDirectiveSyntax directive) => (directive.Alias?.Name ?? directive.NamespaceOrType).ToString().Split('.');

    private sealed class ByParts : IComparer<string[]>
    {
        public int Compare(string[]? x, string[]? y)
        {
            var different = x!.Zip(y!, string.CompareOrdinal).FirstOrDefault(order => order != 0);
            return different != 0 ? different : x!.Length.CompareTo(y!.Length);
        }
    }
}
