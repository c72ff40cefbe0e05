using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Users.Api.Tests.Fixtures;

/// <summary>Speaks SignalR's JSON protocol over a WebSocket.</summary>
internal sealed class HubConnection : IDisposable
{
    private const char RecordSeparator = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly StringBuilder _received = new();

    public static async Task<HubConnection> OpenAsync(ApiServer api, string path)
    {
        var connection = new HubConnection();
        await connection._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{api.Port}{path}"), TestContext.Current.CancellationToken);
        await connection.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", (await connection.ReadAsync()).GetRawText());
        return connection;
    }

    public Task StreamAsync(string invocationId, string target, string argument) => SendAsync(
        $$"""{"type":4,"invocationId":"{{invocationId}}","target":"{{target}}","arguments":["{{argument}}"]}""");

    public Task CancelAsync(string invocationId) => SendAsync($$"""{"type":5,"invocationId":"{{invocationId}}"}""");

    /// <summary>Reads the next item of a stream.</summary>
    public async Task<JsonElement> ReadItemAsync(string invocationId)
    {
        var message = await ReadOtherThanPingAsync();
        Assert.Equal((2, invocationId), (message.GetProperty("type").GetInt32(), message.GetProperty("invocationId").GetString()));
        return message.GetProperty("item");
    }

    /// <summary>Reads the end of a stream, and returns the error it ends with.</summary>
    public async Task<string?> ReadCompletionAsync(string invocationId)
    {
        var message = await ReadOtherThanPingAsync();
        Assert.Equal((3, invocationId), (message.GetProperty("type").GetInt32(), message.GetProperty("invocationId").GetString()));
        return message.TryGetProperty("error", out var error) ? error.GetString() : null;
    }

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(string json) => _socket.SendAsync(
        Encoding.UTF8.GetBytes(json + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    private async Task<JsonElement> ReadOtherThanPingAsync()
    {
        while (true)
        {
            if (await ReadAsync() is var message && message.GetProperty("type").GetInt32() != 6)
            {
                return message;
            }
        }
    }

    private async Task<JsonElement> ReadAsync()
    {
        var buffer = new byte[4096];

        while (true)
        {
            var text = _received.ToString();

            if (text.IndexOf(RecordSeparator, StringComparison.Ordinal) is >= 0 and var end)
            {
                _received.Remove(0, end + 1);
                return JsonElement.Parse(text[..end]);
            }

            var part = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            _received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
    }
}
