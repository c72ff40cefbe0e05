using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Lets a request that carries consistency tokens wait until the view has what they name.</summary>
/// <remarks>
/// The answers need no Vary: caches may not use them without asking, and then the token decides anew.
/// </remarks>
internal sealed class ConsistencyFilter(
    IEntityView view, TimeSpan patience, IOptions<RequestsOptions> requests, IHostApplicationLifetime lifetime, TimeProvider time)
    : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;

        if (!http.Request.Headers.TryGetValue(ConsistencyToken.HeaderName, out var header))
        {
            return await next(context);
        }

        if (!ConsistencyToken.TryRead(header, out var tokens))
        {
            return Answer.From(ProblemTypes.InvalidConsistencyToken.With(
                $"{ConsistencyToken.HeaderName} must be what an answer to a command carried, or up to {ConsistencyToken.LargestCount} of them."));
        }

        // An instance that stops does not keep its clients waiting.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);

        try
        {
            return await WaitAsync(tokens, either.Token) ? await next(context) : Behind();
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return http.RequestAborted.IsCancellationRequested ? ClientGone.Instance : Behind();
        }
    }

    private async Task<bool> WaitAsync(IReadOnlyList<ConsistencyToken> tokens, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();

        foreach (var token in tokens)
        {
            var left = patience - time.GetElapsedTime(started);

            if (!await view.WaitAsync(token.EntityId, token.Version, left, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private Answer Behind() => Answer.From(ProblemTypes.ViewBehind.With(
        $"This instance does not know yet what the {ConsistencyToken.HeaderName} names. Ask again later, or another instance.")) with
    { RetryAfter = requests.Value.RetryAfter };
}
