using System.Globalization;
using System.Text.RegularExpressions;

namespace Users.Api.Reading;

/// <summary>Reads a moment in time by ISO 8601, as exact as the events are.</summary>
internal static partial class Moment
{
    /// <summary>Describes such a time as a regular expression.</summary>
    public const string Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$";

    public const string Rule = "It must be a time by ISO 8601 with its offset, such as 2026-11-21T10:58:47.697Z.";

    public static bool TryParse(string? text, out DateTimeOffset moment)
    {
        moment = default;

        // A plus sign that was not escaped in the query has become a space.
        return text is not null
            && Shape().IsMatch(text)
            && DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, out moment);
    }

    // Without an offset it would be a moment only for those who know whose time is meant.
    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+ -][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Shape();
}
