using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Users.Api.Problems;

namespace Users.Api.Users;

/// <summary>Is the version of a user as HTTP has it: an entity tag.</summary>
internal static class UserVersion
{
    /// <summary>Is a version that no user ever has, for a tag that was never given.</summary>
    public const int None = 0;

    public static string ToTag(int version) => $"\"{version}\"";

    /// <summary>Reads If-Match, which must be there, into the version that a user must have; null for any.</summary>
    public static bool TryReadIfMatch(IHeaderDictionary headers, out int? version, [NotNullWhen(false)] out Problem? problem)
    {
        version = null;
        problem = null;

        if (StringValues.IsNullOrEmpty(headers.IfMatch))
        {
            problem = ProblemTypes.PreconditionRequired.With(
                $"{HeaderNames.IfMatch} must say which version of the user this is about: its ETag, or * for any.");
        }
        else if (!EntityTagHeaderValue.TryParseList(headers.IfMatch, out var tags) || tags is not [var tag])
        {
            problem = ProblemTypes.InvalidRequest.With(
                "The request has errors, which are listed by header.",
                new Dictionary<string, string[]> { [HeaderNames.IfMatch] = ["It must be one entity tag, such as \"1\", or *."] });
        }
        else if (!tag.Equals(EntityTagHeaderValue.Any))
        {
            version = ToVersion(tag);
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
