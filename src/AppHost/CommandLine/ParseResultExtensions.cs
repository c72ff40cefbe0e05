using System.CommandLine;

namespace Users.AppHost.CommandLine;

internal static class ParseResultExtensions
{
    /// <summary>Returns the value that was given for an option, or another if none was.</summary>
    public static T GetValue<T>(this ParseResult result, Option<T> option, T otherwise) =>
        result.GetResult(option) is { Implicit: false } ? result.GetValue(option)! : otherwise;
}
