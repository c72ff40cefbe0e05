using System.Globalization;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal static class OperationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/operations").WithTags("Operations");

        operations.MapGet("/{id}", GetAsync).Describe(OperationDescriptions.Get);
        operations.MapGet("/{id}/events", StreamAsync).Describe(OperationDescriptions.Stream);
        routes.MapHub<OperationsHub>(OperationsHub.Path);
    }

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, OperationLookup lookup, OperationView view, OperationAnswers answers, IOptions<RequestsOptions> requests, IHostApplicationLifetime lifetime)
    {
        var preferences = Preferences.Read(http.Request.Headers);
        http.Response.Headers.Append("Vary", Preferences.HeaderName);
        http.Response.Headers.CacheControl = Caching.AskAgain;

        var operation = Guid.TryParseExact(id, "D", out var operationId) ? view.Find(operationId) : null;

        if (operation is not { IsCompleted: true } && operationId != default && preferences.Wait is { } patience)
        {
            preferences.ApplyTo(http.Response.Headers);
            operation = await WaitAsync(view, operationId, patience, http.RequestAborted, lifetime.ApplicationStopping);
        }

        operation ??= await lookup.FindAsync(id, http.RequestAborted);

        if (operation is null)
        {
            return lookup.NotFound();
        }

        if (!operation.IsCompleted)
        {
            SetRetryAfter(http.Response, requests.Value);
        }

        return TypedResults.Json(answers.Show(operation, http.Request.PathBase));
    }

    private static async Task<IResult> StreamAsync(string id, HttpContext http, OperationLookup lookup, OperationEvents events)
    {
        http.Response.Headers.CacheControl = Caching.AskAgain;

        if (await lookup.FindAsync(id, http.RequestAborted) is not { } operation)
        {
            return lookup.NotFound();
        }

        var lastId = EventStream.ReadLastId(http.Request.Headers);

        // Whoever has seen the end comes again all the same, unless it is told that there is no more.
        return lastId == OperationEvent.LastId ? TypedResults.NoContent()
            : HeadRequests.IsHead(http) ? EventStream.CreateEmpty(http.Response)
            : EventStream.Create(events.FollowAsync(operation.Id, lastId, http.Request.PathBase, http.RequestAborted), http.Response);
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

    private static void SetRetryAfter(HttpResponse response, RequestsOptions requests) =>
        response.Headers.RetryAfter = Math.Ceiling(requests.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
