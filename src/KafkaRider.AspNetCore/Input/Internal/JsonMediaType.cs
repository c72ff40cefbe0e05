using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Decides whether a request says that its body is JSON in UTF-8, of a type that is taken, plainly encoded.</summary>
internal static class JsonMediaType
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Names the media types that a PATCH takes, as the answer to OPTIONS has it (RFC 5789).</summary>
    public const string AcceptPatch = OwnHeaders.AcceptPatch;
    public const string PatchTypes = $"{Json}, {MergePatch}";

    private static readonly string[] Utf8Names = ["utf-8", "utf8", "us-ascii", "ascii"];

    public static bool IsAcceptable(HttpRequest request, string[] mediaTypes, [NotNullWhen(false)] out Problem? problem)
    {
        problem = null;

        if (!mediaTypes.Any(mediaType => Is(mediaType, request.ContentType)))
        {
            var headers = request.HttpContext.Response.Headers;
            headers[HttpMethods.IsPatch(request.Method) ? AcceptPatch : HeaderNames.Accept] = string.Join(", ", mediaTypes);
            problem = ProblemTypes.UnsupportedMediaType.With($"The body must be {string.Join(" or ", mediaTypes)}, in UTF-8.");
        }
        else if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !IsIdentity(encoding.ToString()))
        {
            request.HttpContext.Response.Headers.AcceptEncoding = "identity";
            problem = ProblemTypes.UnsupportedMediaType.With("The body must not be compressed.");
        }

        return problem is null;
    }

    private static bool Is(string mediaType, string? contentType) =>
        string.Equals(contentType, mediaType, StringComparison.OrdinalIgnoreCase)
        || (MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && parsed.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
            && IsUtf8(parsed.Charset.Value));

    // JSON is UTF-8 whatever this says (RFC 8259, section 11); only what names something else would be read wrongly. ASCII is a part of it.
    private static bool IsUtf8(string? charset) =>
        string.IsNullOrEmpty(charset) || Utf8Names.Contains(charset.Trim('"'), StringComparer.OrdinalIgnoreCase);

    // An empty list names no coding.
    private static bool IsIdentity(string encoding) =>
        encoding.Split(',').All(coding => coding.Trim() is "" || coding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase));
}
