using Microsoft.AspNetCore.Http.Features;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>
/// Refuses requests whose target or headers are too large, with an answer that says so. The server itself takes some more, because what
/// it refuses it answers with a bare status.
/// </summary>
internal static class RequestSizes
{
    public const int MaxTargetBytes = 4 * 1024;
    public const int MaxHeaderBytes = 16 * 1024;
    public const int MaxHeaders = 64;

    // A line of a header has a colon, a blank and its end besides.
    private const int HeaderOverhead = 4;

    public static IApplicationBuilder Use(IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > MaxTargetBytes)
        {
            http.Response.StatusCode = StatusCodes.Status414UriTooLong;
            return Task.CompletedTask;
        }

        if (IsTooMuch(http.Request.Headers))
        {
            http.Response.StatusCode = StatusCodes.Status431RequestHeaderFieldsTooLarge;
            return Task.CompletedTask;
        }

        return next(http);
    });

    private static bool IsTooMuch(IHeaderDictionary headers)
    {
        var (count, bytes) = (0, 0);

        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                count++;
                bytes += name.Length + (value?.Length ?? 0) + HeaderOverhead;
            }
        }

        return count > MaxHeaders || bytes > MaxHeaderBytes;
    }
}
