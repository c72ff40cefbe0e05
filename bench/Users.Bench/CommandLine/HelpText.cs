namespace Users.Bench.CommandLine;

/// <summary>The text that <c>--help</c> shows.</summary>
internal static class HelpText
{
    public static string Read()
    {
        using var reader = new StreamReader(typeof(HelpText).Assembly.GetManifestResourceStream("help.txt")!);

        return reader.ReadToEnd();
    }
}
