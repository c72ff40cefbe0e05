namespace Users.Bench.Reporting;

/// <summary>Puts the report where it belongs.</summary>
internal static class ReportFile
{
    // What stands above it in the file was written by hand.
    private const string Marker = "<!-- measured -->\n";

    public static async Task WriteAsync(string? file, string report, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await Console.Out.WriteAsync(report);
            return;
        }

        var text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
        var end = text.IndexOf(Marker, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, (end < 0 ? "# Benchmarks\n\n" : text[..end]) + Marker + "\n" + report, cancellationToken);
    }
}
