using System.CommandLine.Parsing;
using System.Globalization;

namespace Users.AppHost.CommandLine;

internal static class Numbers
{
    /// <summary>Reads a number; who gives another is told what is possible, where the library would name a type of .NET.</summary>
    public static int Read(ArgumentResult result, string text, int least = 1, int most = int.MaxValue)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{NameOf(result)} takes a number from {least} to {most}, not '{text}'."));
        return default;
    }

    private static string NameOf(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}
