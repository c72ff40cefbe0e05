using System.CommandLine;

namespace Users.AppHost.CommandLine;

/// <summary>Makes options that take several values with commas between them.</summary>
internal static class ListOption
{
    public static Option<IReadOnlyList<int>> OfNumbers(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N,...",
        CustomParser = result => [.. Split(result.Tokens[0].Value).Select(text => Numbers.Read(result, text))],
    };

    public static Option<IReadOnlyList<string>> OfNames(string name, string description, params string[] known) => new(name)
    {
        Description = description,
        HelpName = "NAME,...",
        CustomParser = result =>
        {
            string[] names = [.. Split(result.Tokens[0].Value).Select(text => Array.Find(known, text.IsSameAs) ?? text)];

            foreach (var unknown in names.Except(known))
            {
                result.AddError($"{name} takes some of {string.Join(", ", known)}, not '{unknown}'.");
            }

            return names;
        },
    };

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSameAs(this string text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
