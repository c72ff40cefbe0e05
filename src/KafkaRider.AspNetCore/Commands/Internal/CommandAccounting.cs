
namespace KafkaRider.AspNetCore.Internal;

/// <summary>Counts the requests to command endpoints. It is the outermost middleware, so that it sees the status which the client gets.</summary>
internal sealed class CommandAccounting(RequestDelegate next, CommandMetrics metrics)
{
    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<CommandEndpoint>() is null ? next(http) : CountAsync(http);

    // Whatever the answer is, another preference could have brought another one.
    private static Task VaryAsync(object response)
    {
        ((HttpResponse)response).Headers.Vary = Preferences.HeaderName;
        return Task.CompletedTask;
    }

    private async Task CountAsync(HttpContext http)
    {
        var status = StatusCodes.Status500InternalServerError;
        metrics.Start();
        http.Response.OnStarting(VaryAsync, http.Response);

        try
        {
            await next(http);
            status = http.Response.StatusCode;
        }
        finally
        {
            metrics.Finish(status);
        }
    }
}
