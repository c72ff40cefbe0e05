using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Users.Api.Tests.Fixtures;

/// <summary>Follows an operation as a client of server-sent events does.</summary>
internal sealed class EventStreamReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStreamReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _parser = SseParser.Create(stream);
        _events = _parser.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
    }

    public static async Task<EventStreamReader> OpenAsync(ApiServer api, Guid id, string? lastEventId = null)
    {
        var response = await RequestAsync(api, id, lastEventId);
        return new(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Returns the answer as soon as it has begun.</summary>
    public static async Task<HttpResponseMessage> RequestAsync(ApiServer api, Guid id, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/operations/{id}/events");

        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-transform, no-cache, private", response.Headers.CacheControl?.ToString());
        Assert.Equal("no", Assert.Single(response.Headers.GetValues("X-Accel-Buffering")));
        return response;
    }

    /// <summary>Asserts what the next event is, and returns the status of the operation in it.</summary>
    public async Task<string?> ReadEventAsync(int id, string name)
    {
        Assert.True(await _events.MoveNextAsync());
        Assert.Equal((id.ToString(CultureInfo.InvariantCulture), name), (_events.Current.EventId, _events.Current.EventType));
        Assert.Equal(TimeSpan.FromSeconds(1), _parser.ReconnectionInterval);
        return JsonElement.Parse(_events.Current.Data).GetProperty("status").GetString();
    }

    /// <summary>Asserts that no event follows.</summary>
    public async Task ReadEndAsync() => Assert.False(await _events.MoveNextAsync());

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _response.Dispose();
    }
}
