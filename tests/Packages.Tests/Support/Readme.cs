namespace Packages.Tests.Support;

/// <summary>Finds the programs that the READMEs of the libraries show.</summary>
internal static class Readme
{
    /// <summary>Returns the one block of code in the README of a library that has a text in it.</summary>
    public static string Program(string library, string text) => RepositoryFiles.Read($"src/{library}/README.md")
        .Split("```csharp\n").Skip(1)
        .Select(block => block.Split("```")[0])
        .Single(block => block.Contains(text, StringComparison.Ordinal));
}
