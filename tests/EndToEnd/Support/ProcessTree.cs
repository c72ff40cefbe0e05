using System.Globalization;

namespace Users.EndToEnd.Support;

/// <summary>Looks at the processes of this machine.</summary>
public static class ProcessTree
{
    /// <summary>Returns the processes that a process started, and those that they started.</summary>
    public static IReadOnlyList<int> DescendantsOf(int processId)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(id => ReadStatus(id).Parent);

        return [.. Descend(processId)];

        IEnumerable<int> Descend(int id) => children[id].SelectMany(child => Descend(child).Prepend(child));
    }

    /// <summary>Tells whether a process runs; one that has ended and waits for its parent to notice does not.</summary>
    public static bool IsRunning(int processId) => ReadStatus(processId).State is not (null or "Z" or "X");

    // After the name, which is in parentheses and may hold anything, come the state and the parent.
    private static (string? State, int Parent) ReadStatus(int processId)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{processId}/stat");
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');

            return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return (null, 0);
        }
    }
}
