using Microsoft.Net.Http.Headers;

namespace KafkaRider.AspNetCore;

/// <summary>Answers requests to show an entity.</summary>
public static class EntityResult
{
    /// <summary>Returns an entity with its tag, or that it is as the client knows it (304). The client may keep it, but asks whether it still holds.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="http">The request, whose If-None-Match says what is known already.</param>
    /// <param name="etag">The strong entity tag of what is shown, with its quotes.</param>
    /// <param name="body">What is shown.</param>
    public static IResult Show<T>(HttpContext http, string etag, T body)
    {
        ArgumentNullException.ThrowIfNull(http);

        http.Response.Headers.CacheControl = Caching.Unchanged;
        http.Response.Headers.ETag = etag;

        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag == etag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(body);
    }
}
