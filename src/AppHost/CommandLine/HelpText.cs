namespace Users.AppHost.CommandLine;

internal static class HelpText
{
    public static string Read()
    {
        using var reader = new StreamReader(typeof(HelpText).Assembly.GetManifestResourceStream("help.txt")!);

        return reader.ReadToEnd();
    }
}
