using System.Globalization;

namespace Users.Bench.Measuring;

/// <summary>Reads how much processor time a process, and those that it started, have used.</summary>
internal static class ProcessorTime
{
    // Every Linux of today counts in hundredths of a second, whatever the kernel's own clock is.
    private const double TicksPerSecond = 100;
    private const int ParentField = 1;
    private const int UserTimeField = 11;
    private const int SystemTimeField = 12;

    public static double Seconds(int processId)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Stat: Read(id)))
            .Where(process => process.Stat.Length > SystemTimeField)
            .ToDictionary(process => process.Id, process => process.Stat);
        var children = all.ToLookup(process => Number(process.Value[ParentField]), process => process.Key);

        return Sum(processId);

        double Sum(long id) => all.TryGetValue((int)id, out var stat)
            ? ((Number(stat[UserTimeField]) + Number(stat[SystemTimeField])) / TicksPerSecond) + children[id].Sum(child => Sum(child))
            : 0;
    }

    // The second field is a name in brackets that can hold anything, so the fields are counted from behind it.
    private static string[] Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");

            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
