
namespace KafkaRider.AspNetCore.Internal;

/// <summary>
/// Answers HEAD wherever GET is answered, as RFC 9110 wants it: the endpoint of GET is found for it and runs, and the server leaves the
/// body out.
/// </summary>
internal static class HeadRequests
{
    private static readonly object IsHeadKey = new();

    /// <summary>Goes before routing.</summary>
    public static void UseAsGet(IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Items[IsHeadKey] = true;
            http.Request.Method = HttpMethods.Get;
        }

        return next(http);
    });

    /// <summary>Tells whether nobody will see the body of the answer.</summary>
    public static bool IsHead(HttpContext http) => http.Items.ContainsKey(IsHeadKey);
}
