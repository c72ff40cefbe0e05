using Microsoft.AspNetCore.Diagnostics;
using Yarp.ReverseProxy.Forwarder;

namespace Users.Gateway;

/// <summary>Says what is known when no instance gave an answer.</summary>
internal static class Unanswered
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;

        // What an instance answered is passed on as it is.
        if (http.GetForwarderErrorFeature() is not { Error: var error })
        {
            return Task.CompletedTask;
        }

        http.Response.Headers.RetryAfter = "1";
        return Results.Problem(
            title: "No answer.",
            detail: error == ForwarderError.NoAvailableDestinations
                ? "No instance is ready. Nothing was accepted; try again."
                : "The instance that had the request is gone. Whether it was accepted is not known; sent again with the same Idempotency-Key, it has its one effect.",
            statusCode: http.Response.StatusCode).ExecuteAsync(http);
    }
}
