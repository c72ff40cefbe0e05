using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Tells of events as they come, in the form of server-sent events.</summary>
internal static class EventStream
{
    public const string MediaType = "text/event-stream";

    // What nginx, and others by its example, ask of an answer that must not be gathered.
    public const string XAccelBuffering = "X-Accel-Buffering";

    private const string LastIdHeaderName = "Last-Event-ID";

    // In milliseconds: a stream ends early only where its client is to go on elsewhere.
    private const string Retry = "retry: 1000\n\n";

    // A comment, so that nobody between here and the client takes the connection for dead.
    private const string Heartbeat = ":\n\n";

    /// <summary>Reads which event a client has seen last; 0 for none of ours.</summary>
    public static int ReadLastId(IHeaderDictionary headers, Operation operation) =>
        int.TryParse(headers[LastIdHeaderName].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && OperationEvent.IsKnown(id, operation)
            ? id
            : 0;

    /// <summary>Returns an answer that ends with the events; in place of <see langword="null"/> it shows that it is alive.</summary>
    public static IResult Create(IAsyncEnumerable<OperationEvent?> events, HttpResponse response) =>
        TypedResults.ServerSentEvents(ToItems(events, response));

    /// <summary>Returns an answer that has the headers of a stream and ends at once.</summary>
    public static IResult CreateEmpty(HttpResponse response)
    {
        RestoreHeaders(response.Headers);
        return TypedResults.Text("", MediaType);
    }

    // The framework has no items without data, which a client would not take for an event. While it waits for the next item it writes
    // nothing itself, so what is no event is written from here.
    private static async IAsyncEnumerable<SseItem<string>> ToItems(IAsyncEnumerable<OperationEvent?> events, HttpResponse response)
    {
        RestoreHeaders(response.Headers);
        await response.WriteAsync(Retry, response.HttpContext.RequestAborted);

        await foreach (var next in events)
        {
            if (next is null)
            {
                await response.WriteAsync(Heartbeat, response.HttpContext.RequestAborted);
            }
            else
            {
                var data = JsonSerializer.Serialize(next.Operation, HttpJson.Of(response.HttpContext.RequestServices));
                yield return new(data, next.Event) { EventId = next.Id.ToString(CultureInfo.InvariantCulture) };
            }
        }
    }

    // The framework has its own idea of them, and names a content coding that RFC 9110 reserves for Accept-Encoding.
    private static void RestoreHeaders(IHeaderDictionary headers)
    {
        // Neither kept nor gathered nor packed on the way: each event is for now.
        headers.CacheControl = Caching.Unchanged;
        headers[XAccelBuffering] = "no";
        headers.Remove(HeaderNames.Pragma);
        headers.Remove(HeaderNames.ContentEncoding);
    }
}
