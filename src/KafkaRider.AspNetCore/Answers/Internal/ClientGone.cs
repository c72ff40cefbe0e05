using Microsoft.AspNetCore.Connections;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Ends a request whose client does not wait any more: nothing is written, and it is accounted for as such.</summary>
internal sealed class ClientGone : IResult
{
    public static readonly ClientGone Instance = new();

    private ClientGone()
    {
    }

    public static bool Explains(Exception exception, HttpContext http) =>
        http.RequestAborted.IsCancellationRequested
        || exception is OperationCanceledException or ConnectionResetException or ConnectionAbortedException;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;

        // Else Kestrel tries to drain a body whose reading it has just seen fail, and logs an error.
        httpContext.Abort();
        return Task.CompletedTask;
    }
}
