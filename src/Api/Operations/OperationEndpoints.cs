using System.Globalization;
using Microsoft.Extensions.Options;
using Users.Api.Commands;
using Users.Api.Problems;
using Users.Api.Reading;

namespace Users.Api.Operations;

internal static class OperationEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/operations").WithTags("Operations").MapGet("/{id}", GetAsync);

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, OperationView view, FollowedTopics topics, IOptions<RequestsOptions> requests, IHostApplicationLifetime lifetime)
    {
        var preferences = Preferences.Read(http.Request.Headers);
        http.Response.Headers.Append("Vary", Preferences.HeaderName);
        http.Response.Headers.CacheControl = "no-cache";

        var operation = Guid.TryParseExact(id, "D", out var operationId) ? view.Find(operationId) : null;

        if (operation is not { IsCompleted: true } && operationId != default && preferences.Wait is { } patience)
        {
            preferences.ApplyTo(http.Response.Headers);
            operation = await WaitAsync(view, operationId, patience, http.RequestAborted, lifetime.ApplicationStopping);
        }

        if (operation is null)
        {
            return NotFound(http.Response, topics, requests.Value);
        }

        if (!operation.IsCompleted)
        {
            SetRetryAfter(http.Response, requests.Value);
        }

        return TypedResults.Json(OperationResponse.From(operation), ApiJson.Context.OperationResponse);
    }

    // An instance that stops does not keep its clients waiting.
    private static async Task<Operation?> WaitAsync(
        OperationView view, Guid id, TimeSpan patience, CancellationToken clientGone, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clientGone, stopping);

        try
        {
            return await view.WaitAsync(id, patience, either.Token);
        }
        catch (OperationCanceledException) when (!clientGone.IsCancellationRequested)
        {
            return view.Find(id);
        }
    }

    private static Answer NotFound(HttpResponse response, FollowedTopics topics, RequestsOptions requests)
    {
        if (!topics.HaveAllCaughtUp)
        {
            return Answer.From(ProblemTypes.ViewBehind.With(
                "This instance has not read all operations yet. Ask again later, or another instance.")) with
            { RetryAfter = requests.RetryAfter };
        }

        return Answer.From(ProblemTypes.OperationNotFound.With(
            "No operation of this id is known: no command of that id was sent, or it was too long ago."));
    }

    private static void SetRetryAfter(HttpResponse response, RequestsOptions requests) =>
        response.Headers.RetryAfter = Math.Ceiling(requests.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
