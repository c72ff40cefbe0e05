namespace KafkaRider.AspNetCore.Internal;

/// <summary>Sees to it that a prefix which a proxy tells of is a path: what it begins, such as every link, would else lead elsewhere.</summary>
internal static class ForwardedPrefix
{
    private const string HeaderName = "X-Forwarded-Prefix";

    /// <summary>Takes slashes from the end, and the header away if it has anything that is no path of this host.</summary>
    public static void Clean(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(HeaderName, out var header))
        {
            return;
        }

        string[] prefixes = [.. header.ToString().Split(',').Select(prefix => prefix.Trim().TrimEnd('/'))];

        if (Array.TrueForAll(prefixes, IsPath))
        {
            headers[HeaderName] = string.Join(", ", prefixes.Where(prefix => prefix.Length > 0));
        }
        else
        {
            headers.Remove(HeaderName);
        }
    }

    // Two slashes begin the name of another host, and so does a backslash for some clients.
    private static bool IsPath(string prefix) =>
        prefix.Length == 0 || (prefix[0] == '/' && !prefix.Contains("//", StringComparison.Ordinal) && !prefix.Contains('\\'));
}
