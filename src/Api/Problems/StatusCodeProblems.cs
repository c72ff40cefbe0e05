using Microsoft.AspNetCore.Diagnostics;
using Users.Api.Commands;

namespace Users.Api.Problems;

/// <summary>Gives a body to the errors that the framework answers with a status alone.</summary>
internal static class StatusCodeProblems
{
    public static Task AnswerAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;

        return http.Response.StatusCode == StatusCodes.Status499ClientClosedRequest
            ? Task.CompletedTask
            : Answer.From(For(http)).ExecuteAsync(http);
    }

    private static Problem For(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ProblemTypes.NotFound.With($"Nothing is found under {http.Request.Path}."),
        StatusCodes.Status405MethodNotAllowed => ProblemTypes.MethodNotAllowed.With(
            $"{http.Request.Path} does not take {http.Request.Method}; the Allow header names what it takes."),
        // A status without a meaning of ours: RFC 9457 has about:blank for that.
        var status => new Problem("about:blank", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), status,
            "The request could not be served."),
    };
}
