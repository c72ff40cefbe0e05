namespace Users.Api.Commands;

/// <summary>Is the outermost middleware, so that it sees the status which the client gets.</summary>
internal sealed class CommandAccounting(RequestDelegate next, CommandMetrics metrics)
{
    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<CommandEndpoint>() is null ? next(http) : CountAsync(http);

    private async Task CountAsync(HttpContext http)
    {
        var status = StatusCodes.Status500InternalServerError;
        metrics.Start();

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
