using Microsoft.AspNetCore.Diagnostics;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Gives a body to the errors that the framework answers with a status alone.</summary>
internal static class StatusCodeProblems
{
    public static Task AnswerAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;

        return http.Response.StatusCode switch
        {
            StatusCodes.Status499ClientClosedRequest => Task.CompletedTask,
            StatusCodes.Status405MethodNotAllowed when HttpMethods.IsOptions(http.Request.Method) => TellOptions(http.Response),
            StatusCodes.Status405MethodNotAllowed => TellMethods(http),
            StatusCodes.Status403Forbidden when ScopeOf(http) is { } scope => TellScope(http, scope),
            _ => Answer.From(For(http)).ExecuteAsync(http),
        };
    }

    private static Task TellMethods(HttpContext http)
    {
        CompleteAllow(http.Response.Headers);
        return Answer.From(For(http)).ExecuteAsync(http);
    }

    // RFC 6750, section 3.1.
    private static Task TellScope(HttpContext http, string scope)
    {
        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return Answer.From(ProblemTypes.ScopeRequired.With($"The scope of the token does not have {scope}, which the request needs.")).ExecuteAsync(http);
    }

    private static string? ScopeOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Name;

    // To refuse a method is to say which ones there are, and that is all that OPTIONS asks for.
    private static Task TellOptions(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        CompleteAllow(response.Headers);

        if (response.Headers.Allow.ToString().Contains(HttpMethods.Patch, StringComparison.Ordinal))
        {
            response.Headers[JsonMediaType.AcceptPatch] = JsonMediaType.PatchTypes;
        }

        return Task.CompletedTask;
    }

    // Routing does not know that HEAD is taken wherever GET is, and OPTIONS everywhere.
    private static void CompleteAllow(IHeaderDictionary headers)
    {
        var methods = headers.Allow.ToString().Split(", ", StringSplitOptions.RemoveEmptyEntries).ToHashSet();

        if (methods.Contains(HttpMethods.Get))
        {
            methods.Add(HttpMethods.Head);
        }

        methods.Add(HttpMethods.Options);
        headers.Allow = string.Join(", ", methods.Order(StringComparer.Ordinal));
    }

    private static Problem For(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => ProblemTypes.AuthenticationRequired.With(
            "The request needs a bearer token that is valid now, in the header Authorization."),
        StatusCodes.Status403Forbidden => ProblemTypes.ScopeRequired.With("The scope of the token does not have what the request needs."),
        StatusCodes.Status404NotFound => ProblemTypes.NotFound.With($"Nothing is found under {http.Request.Path}."),
        StatusCodes.Status405MethodNotAllowed => ProblemTypes.MethodNotAllowed.With(
            $"{http.Request.Path} does not take {http.Request.Method}; the Allow header names what it takes."),
        StatusCodes.Status414UriTooLong => ProblemTypes.TargetTooLong.With(
            $"The target of the request is longer than {RequestSizes.MaxTargetBytes} bytes."),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => ProblemTypes.HeadersTooLarge.With(
            $"The request has more than {RequestSizes.MaxHeaders} headers, or they are larger than {RequestSizes.MaxHeaderBytes} bytes."),
        // A status without a meaning of ours: RFC 9457 has about:blank for that.
        var status => new Problem("about:blank", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), status,
            "The request could not be served."),
    };
}
