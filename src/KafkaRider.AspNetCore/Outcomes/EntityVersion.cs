using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KafkaRider.AspNetCore;

/// <summary>Reads and writes the version of an entity as HTTP has it: an entity tag.</summary>
public static class EntityVersion
{
    /// <summary>Is a version that nothing ever has, for a tag that was never given.</summary>
    public const int None = 0;

    // More than anyone has seen of an entity at a time.
    private const int MaxTags = 64;

    /// <summary>Returns the entity tag of a version.</summary>
    /// <param name="version">The version.</param>
    public static string ToTag(int version) => $"\"{version}\"";

    /// <summary>Reads If-Match, which must be there, into the versions in which an entity may be changed.</summary>
    internal static bool TryReadIfMatch(IHeaderDictionary headers, out ExpectedVersion expected, [NotNullWhen(false)] out Problem? problem)
    {
        expected = default;
        problem = null;

        if (StringValues.IsNullOrEmpty(headers.IfMatch))
        {
            problem = ProblemTypes.PreconditionRequired.With(
                $"{HeaderNames.IfMatch} must say which version this is about: its ETag, or * for any.");
        }
        else if (!EntityTagHeaderValue.TryParseList(headers.IfMatch, out var tags)
            || tags.Count > MaxTags
            || (tags.Count > 1 && tags.Contains(EntityTagHeaderValue.Any)))
        {
            problem = ProblemTypes.InvalidRequest.With(
                "The request has errors, which are listed by header.",
                new Dictionary<string, string[]> { [HeaderNames.IfMatch] = [$"It must be *, or up to {MaxTags} entity tags, such as \"1\"."] });
        }
        else if (!tags[0].Equals(EntityTagHeaderValue.Any))
        {
            int[] versions = [.. tags.Select(ToVersion).Where(version => version != None).Distinct().Order()];
            expected = new(versions.LastOrDefault(None), versions.Length > 1 ? versions : null);
        }

        return problem is null;
    }

    // A weak tag never matches here, nor does what we would have written in another way. The consumer then says which version there is.
    private static int ToVersion(EntityTagHeaderValue tag) =>
        !tag.IsWeak
        && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && tag.Tag.Equals(ToTag(version), StringComparison.Ordinal)
            ? version
            : None;
}
