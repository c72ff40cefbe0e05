using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;
using Users.Api.Problems;

namespace Users.Api.Input;

/// <summary>Decides whether a request says that its body is JSON in UTF-8, plainly encoded.</summary>
internal static class JsonMediaType
{
    public const string Json = "application/json";

    public static bool IsAcceptable(HttpRequest request, [NotNullWhen(false)] out Problem? problem)
    {
        problem = null;

        if (!IsJson(request.ContentType))
        {
            request.HttpContext.Response.Headers.Accept = Json;
            problem = ProblemTypes.UnsupportedMediaType.With($"The body must be {Json}, in UTF-8.");
        }
        else if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !IsIdentity(encoding.ToString()))
        {
            request.HttpContext.Response.Headers.AcceptEncoding = "identity";
            problem = ProblemTypes.UnsupportedMediaType.With("The body must not be compressed.");
        }

        return problem is null;
    }

    private static bool IsJson(string? contentType) =>
        string.Equals(contentType, Json, StringComparison.OrdinalIgnoreCase)
        || (MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && parsed.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && IsUtf8(parsed.Charset.Value));

    private static bool IsUtf8(string? charset) =>
        string.IsNullOrEmpty(charset) || charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static bool IsIdentity(string encoding) => encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);
}
