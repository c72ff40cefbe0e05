using System.Diagnostics;
using System.Globalization;

namespace Users.Bench.Riders;

/// <summary>Is a build of this program, with one rider or another.</summary>
internal sealed record Contestant(string Name, string Program)
{
    public static Contestant Parse(string text) => text.Split('=', 2) is [var name, var program]
        ? new(name, Path.GetFullPath(program))
        : throw new ArgumentException($"'{text}' is not NAME=DLL.");

    /// <summary>Runs one measurement in a process of its own.</summary>
    public async Task<Figures> MeasureAsync(params object[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Figures.Parse(output.Trim().Split('\n')[^1])
            : throw new InvalidOperationException($"{Name} ended with exit code {process.ExitCode}: {output}");
    }
}
