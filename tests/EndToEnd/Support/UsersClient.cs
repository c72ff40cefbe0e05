using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace Users.EndToEnd.Support;

/// <summary>Speaks to one instance of the API, as any client does.</summary>
public sealed class UsersClient(int port) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://localhost:{port}") };

    public async Task<Answer> CreateAsync(string name, string path = "/")
    {
        using var response = await _http.PostAsJsonAsync(path, new { name }, TestContext.Current.CancellationToken);

        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    public async Task<Answer> PostAsync(string body, string mediaType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var response = await _http.PostAsync(new Uri("/", UriKind.Relative), content, TestContext.Current.CancellationToken);

        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends any request and reads the answer as JSON.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    /// <summary>Follows an operation as any client of server-sent events does.</summary>
    public async IAsyncEnumerable<(string Id, string Event, JsonElement Operation)> FollowAsync(string operation, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{operation}/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        await foreach (var item in parser.EnumerateAsync(TestContext.Current.CancellationToken))
        {
            yield return (parser.LastEventId, item.EventType, JsonElement.Parse(item.Data));
        }
    }

    /// <summary>Reads what the instance shows of registrations, once it shows their end.</summary>
    public Task<IReadOnlyList<ShownOperation>> ReadOperationsAsync(string instance, IEnumerable<Guid> ids) => OperationPages.ReadAsync(_http, instance, ids);

    /// <summary>Reads what the instance has counted; what it never counted is 0.</summary>
    /// <param name="series">The name of the metric, with its labels.</param>
    public async Task<long> MeasureAsync(string series)
    {
        var text = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        // A series without labels comes with empty braces.
        var line = text.Replace("{}", "", StringComparison.Ordinal).Split('\n')
            .FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));

        return line is null ? 0 : long.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Adds up what the instance shows of a metric where it has these labels.</summary>
    public async Task<double> SumAsync(string metric, params string[] labels)
    {
        var text = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        return text.Split('\n')
            .Where(line => line.StartsWith($"{metric}{{", StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
            .Sum(line => double.Parse(line.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Tells whether a health endpoint says 200; no answer is a no.</summary>
    public async Task<bool> IsHealthyAsync(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Returns what the instance says of its own health, or why it does not.</summary>
    public async Task<string> DescribeHealthAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);

            return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    public void Dispose() => _http.Dispose();
}
