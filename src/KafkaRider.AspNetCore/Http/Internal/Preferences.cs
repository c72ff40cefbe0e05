using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Reads the Prefer header of RFC 7240: what it does not know, it leaves alone.</summary>
internal sealed class Preferences
{
    public const string HeaderName = OwnHeaders.Prefer;
    public const string AppliedHeaderName = OwnHeaders.PreferenceApplied;
    public const string RespondAsyncName = "respond-async";
    public const string WaitName = "wait";

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> _preferences;

    private Preferences(Dictionary<string, string> preferences) => _preferences = preferences;

    public bool RespondAsync => _preferences.ContainsKey(RespondAsyncName);

    /// <summary>Gets how long the client wants to wait, up to what is allowed.</summary>
    public TimeSpan? Wait { get; private init; }

    public static Preferences Read(IHeaderDictionary headers)
    {
        var preferences = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        foreach (var preference in Split(headers[HeaderName], ','))
        {
            // What follows a semicolon are parameters, of which none has a meaning here.
            var parts = Split(preference, ';').FirstOrDefault("").Split('=', 2, StringSplitOptions.TrimEntries);

            // The first of a name counts.
            preferences.TryAdd(parts[0], parts.Length == 2 ? parts[1].Trim('"') : "");
        }

        return new(preferences) { Wait = ReadWait(preferences) };
    }

    /// <summary>Says in the answer which preferences were followed: that to wait always is, where it can be read.</summary>
    public void ApplyTo(IHeaderDictionary headers, bool respondedAsync = false)
    {
        var wait = Wait is { } time ? string.Create(CultureInfo.InvariantCulture, $"{WaitName}={time.TotalSeconds}") : null;
        string?[] applied = [respondedAsync ? RespondAsyncName : null, wait];

        if (applied.Any(preference => preference is not null))
        {
            headers[AppliedHeaderName] = string.Join(", ", applied.Where(preference => preference is not null));
        }
    }

    private static TimeSpan? ReadWait(Dictionary<string, string> preferences)
    {
        if (!preferences.TryGetValue(WaitName, out var text) || text.Length == 0 || !text.All(char.IsAsciiDigit))
        {
            return null;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds < LongestWait.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : LongestWait;
    }

    private static IEnumerable<string> Split(StringValues values, char separator)
    {
        var text = values.ToString();
        var start = 0;
        var quoted = false;

        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || (text[at] == separator && !quoted))
            {
                if (text[start..at].Trim() is { Length: > 0 } part)
                {
                    yield return part;
                }

                start = at + 1;
            }
            else if (text[at] == '"')
            {
                quoted = !quoted;
            }
            else if (text[at] == '\\' && quoted && at + 1 < text.Length)
            {
                at++;
            }
        }
    }
}
