using System.Globalization;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal static class OperationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<OperationLimits>();
        var operations = routes.MapGroup("/operations").WithTags("Operations").RequireScope(routes.ServiceProvider)
            .LimitRate()
            .AddEndpointFilter(limits.RefuseWhatCannotWaitAsync);

        operations.MapGet("/{id}", GetAsync).Describe(OperationDescriptions.Get);
        operations.MapGet("/{id}/events", StreamAsync).Describe(OperationDescriptions.Stream);
        UnfinishedOperationsEndpoint.Map(routes);
        routes.MapHub<OperationsHub>(OperationsHub.Path).LimitRate().RequireScope(routes.ServiceProvider).Add(limits.GuardHub);
    }

    private static async Task<IResult> GetAsync(
        string id,
        HttpContext http,
        OperationLookup lookup,
        OperationAnswers answers,
        LastSteps lastSteps,
        CallerKeys callers,
        IOptions<RequestsOptions> requests,
        IHostApplicationLifetime lifetime)
    {
        var preferences = Preferences.Read(http.Request.Headers);
        http.Response.Headers.Append("Vary", Preferences.HeaderName);
        http.Response.Headers.CacheControl = Caching.AskAgain;

        var caller = callers.Of(http);
        var operation = Guid.TryParseExact(id, "D", out var operationId) ? lookup.FindCertain(operationId, caller) : null;
        operation ??= await lookup.FindAsync(id, caller, http.RequestAborted);

        if (operation is not { IsCompleted: true } && operationId != default && preferences.Wait is { } patience)
        {
            preferences.ApplyTo(http.Response.Headers);
            operation = await WaitAsync(lookup, operationId, caller, patience, http.RequestAborted, lifetime.ApplicationStopping);
        }

        if (operation is null)
        {
            return lookup.NotFound();
        }

        if (!operation.IsCompleted)
        {
            SetRetryAfter(http.Response, requests.Value);
        }

        return TypedResults.Json(answers.Show(await lastSteps.AddAsync(operation, http.RequestAborted), http.Request.PathBase));
    }

    private static async Task<IResult> StreamAsync(
        string id, HttpContext http, OperationLookup lookup, OperationEvents events, OperationLimits limits, CallerKeys callers)
    {
        http.Response.Headers.CacheControl = Caching.AskAgain;

        var caller = callers.Of(http);
        if (await lookup.FindAsync(id, caller, http.RequestAborted) is not { } operation)
        {
            return lookup.NotFound();
        }

        var lastId = EventStream.ReadLastId(http.Request.Headers, operation);

        // Whoever has seen the end comes again all the same, unless it is told that there is no more.
        if (OperationEvent.IsEnd(lastId, operation))
        {
            return TypedResults.NoContent();
        }

        if (HeadRequests.IsHead(http))
        {
            return EventStream.CreateEmpty(http.Response);
        }

        if (limits.Streams.TryTake() is not { } place)
        {
            return limits.Refuse(limits.NoStream);
        }

        http.Response.RegisterForDispose(place);
        return EventStream.Create(events.FollowAsync(operation.Id, lastId, http.Request.PathBase, http.RequestAborted), http.Response);
    }

    // An instance that stops does not keep its clients waiting.
    private static async Task<Operation?> WaitAsync(
        OperationLookup lookup, Guid id, ulong? caller, TimeSpan patience, CancellationToken clientGone, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clientGone, stopping);

        try
        {
            return await lookup.WaitAsync(id, caller, patience, either.Token);
        }
        catch (OperationCanceledException) when (!clientGone.IsCancellationRequested)
        {
            return lookup.Find(id, caller);
        }
    }

    private static void SetRetryAfter(HttpResponse response, RequestsOptions requests) =>
        response.Headers.RetryAfter = Math.Ceiling(requests.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
