using System.Text.Json;

namespace Users.Api.Tests.Fixtures;

/// <summary>Reads server-sent events, line by line as they are on the wire.</summary>
internal sealed class EventStreamReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStreamReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _reader = new(stream);
    }

    public static async Task<EventStreamReader> OpenAsync(ApiServer api, Guid id, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/operations/{id}/events");

        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        var reader = new EventStreamReader(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["retry: 1000"], await reader.ReadBlockAsync());
        return reader;
    }

    /// <summary>Reads up to the next empty line; null at the end of the stream.</summary>
    public async Task<IReadOnlyList<string>?> ReadBlockAsync()
    {
        var lines = new List<string>();

        while (await _reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                return lines;
            }

            lines.Add(line);
        }

        Assert.Empty(lines);
        return null;
    }

    /// <summary>Asserts what the next event is, and returns the status of the operation in it.</summary>
    public async Task<string?> ReadEventAsync(int id, string name)
    {
        var lines = await ReadBlockAsync();

        Assert.Equal([$"id: {id}", $"event: {name}"], lines?.Take(2));
        Assert.StartsWith("data: {", lines![2], StringComparison.Ordinal);
        return JsonElement.Parse(lines[2]["data: ".Length..]).GetProperty("status").GetString();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
