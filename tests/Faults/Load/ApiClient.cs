using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Users.Faults.Checking;
using Users.Faults.Parts;

namespace Users.Faults.Load;

/// <summary>Speaks to one instance of the API over sockets, and logs what it sends and gets.</summary>
public sealed class ApiClient(string instance, int port, ClientLog log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        BaseAddress = new Uri($"http://localhost:{port}"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Instance => instance;

    /// <summary>Sends an operation once.</summary>
    public async Task<Attempt> SendAsync(PlannedOperation operation)
    {
        var attempt = new Attempt
        {
            Operation = operation.Number,
            Key = operation.Key,
            Kind = operation.Kind,
            Target = operation.Target,
            ExpectedVersion = operation.ExpectedVersion,
            PromoCode = operation.PromoCode,
            Name = operation.Name,
            Instance = instance,
            StartedAt = DateTimeOffset.UtcNow,
            EndedAt = default,
        };

        using var patience = new CancellationTokenSource(operation.AbandonAfter ?? Patience);

        try
        {
            using var request = CreateRequest(operation);
            using var response = await _http.SendAsync(request, patience.Token);
            attempt = await ReadAsync(attempt, response, patience.Token);
        }
        catch (HttpRequestException exception)
        {
            attempt = attempt with { Failure = exception.HttpRequestError == HttpRequestError.ConnectionError ? "refused" : $"reset: {exception.HttpRequestError}" };
        }
        catch (IOException exception)
        {
            attempt = attempt with { Failure = $"reset: {exception.Message}" };
        }
        catch (OperationCanceledException)
        {
            attempt = attempt with { Failure = operation.AbandonAfter is null ? "timeout" : "hung up", Abandoned = operation.AbandonAfter is not null };
        }

        attempt = attempt with { EndedAt = DateTimeOffset.UtcNow };
        log.Add(attempt);

        return attempt;
    }

    /// <summary>Looks at an operation's URL: the status of its answer, or <see langword="null"/> if it has none or is not known there.</summary>
    public async Task<int?> FindOutcomeAsync(Guid operationId)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            using var response = await _http.GetAsync(new Uri($"/operations/{operationId}", UriKind.Relative), limit.Token);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token);

            return response.IsSuccessStatusCode && body.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object
                ? result.GetProperty("status").GetInt32()
                : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Looks at a user: the name that the instance shows, or <see langword="null"/> if it shows none.</summary>
    public async Task<string?> FindNameAsync(Guid userId)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            using var response = await _http.GetAsync(new Uri($"/users/{userId}", UriKind.Relative), limit.Token);

            return response.IsSuccessStatusCode ? Text(await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token), "name") : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Looks at registrations until the instance shows their end.</summary>
    public Task<IReadOnlyList<ShownOperation>> ReadOperationsAsync(IEnumerable<Guid> ids) => OperationPages.ReadAsync(_http, instance, ids);

    /// <summary>Looks at a registration once.</summary>
    public Task<ShownOperation> ReadOperationAsync(Guid id) => OperationPages.ReadAsync(_http, instance, id);

    /// <summary>Follows a registration by server-sent events until it has ended.</summary>
    public async Task<IReadOnlyList<ShownOperation>> FollowAsync(Guid id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var response = await _http.GetAsync(new Uri($"/operations/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, limit.Token);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(limit.Token));
        var shown = new List<ShownOperation>();

        await foreach (var item in parser.EnumerateAsync(limit.Token))
        {
            shown.Add(OperationPages.Parse(instance, id, JsonElement.Parse(item.Data)));
        }

        return shown;
    }

    /// <summary>Tells whether the instance calls itself ready; no answer is a no.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            using var response = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);

            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads what the instance has counted.</summary>
    public async Task<Measurements> MeasureAsync() => Measurements.Parse(await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage CreateRequest(PlannedOperation operation)
    {
        var request = operation.Kind switch
        {
            CommandKind.Update => new HttpRequestMessage(HttpMethod.Patch, $"/users/{operation.Target}"),
            CommandKind.Register => new HttpRequestMessage(HttpMethod.Post, "/registrations"),
            CommandKind.Delete => new HttpRequestMessage(HttpMethod.Delete, $"/users/{operation.Target}"),
            _ => new HttpRequestMessage(HttpMethod.Post, "/users"),
        };

        if (operation.Kind != CommandKind.Delete)
        {
            request.Content = operation.PromoCode is { } code
                ? JsonContent.Create(new { name = operation.Name, promoCode = code })
                : JsonContent.Create(new { name = operation.Name });
        }

        if (operation.ExpectedVersion is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        }

        if (operation.Key is not null)
        {
            request.Headers.Add("Idempotency-Key", $"\"{operation.Key}\"");
        }

        return request;
    }

    private static async Task<Attempt> ReadAsync(Attempt attempt, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = response.StatusCode == HttpStatusCode.NoContent ? default : await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var location = Header(response, "Operation-Location");

        return attempt with
        {
            Status = (int)response.StatusCode,
            OperationId = Guid.TryParse(location?.Split('/')[^1], out var id) ? id : null,
            Location = response.Headers.Location?.OriginalString,
            RetryAfter = response.Headers.RetryAfter is not null,
            Replayed = Header(response, "Idempotency-Replayed") == "true",
            UserId = Text(body, "id") is { } user ? Guid.Parse(user) : null,
            EchoedName = Text(body, "name"),
            Version = response.Headers.ETag is { } tag ? int.Parse(tag.Tag.Trim('"'), CultureInfo.InvariantCulture) : null,
            Problem = Text(body, "type")?.Split('/')[^1],
            ProblemOperationId = Text(body, "operationId") is { } named ? Guid.Parse(named) : null,
        };
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static string? Text(JsonElement body, string field) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(field, out var value) ? value.GetString() : null;
}
