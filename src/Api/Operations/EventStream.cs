using System.Globalization;
using System.Text.Json;

namespace Users.Api.Operations;

/// <summary>Writes events as they come, in the form of server-sent events.</summary>
internal sealed class EventStream(IAsyncEnumerable<OperationEvent?> events) : IResult
{
    public const string MediaType = "text/event-stream";

    private const string LastIdHeaderName = "Last-Event-ID";

    // In milliseconds: a stream ends early only where its client is to go on elsewhere.
    private const string Retry = "retry: 1000\n\n";

    // A comment, so that nobody between here and the client takes the connection for dead.
    private const string Heartbeat = ":\n\n";

    /// <summary>Reads which event a client has seen last; 0 for none of ours.</summary>
    public static int ReadLastId(IHeaderDictionary headers) =>
        int.TryParse(headers[LastIdHeaderName].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id <= OperationEvent.LastId
            ? id
            : 0;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        await response.WriteAsync(Retry, httpContext.RequestAborted);

        await foreach (var next in events)
        {
            await response.WriteAsync(next is null ? Heartbeat : Format(next), httpContext.RequestAborted);
        }
    }

    private static string Format(OperationEvent next) =>
        $"id: {next.Id}\nevent: {next.Event}\ndata: {JsonSerializer.Serialize(next.Operation, ApiJson.Context.OperationResponse)}\n\n";
}
