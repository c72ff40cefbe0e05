using System.Net;
using System.Text.Json;

namespace Users.EndToEnd.Support;

/// <summary>What the API answered.</summary>
public sealed record Answer(
    HttpStatusCode Status, string? ContentType, string? Location, string? OperationLocation, string? ETag, TimeSpan? RetryAfter, JsonElement Body)
{
    public string? ConsistencyToken { get; init; }

    /// <summary>Gets whether the answer says that it was given before.</summary>
    public bool Replayed { get; init; }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);

        return new Answer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Location?.ToString(),
            response.Headers.TryGetValues("Operation-Location", out var values) ? values.Single() : null,
            response.Headers.ETag?.ToString(),
            response.Headers.RetryAfter?.Delta,
            text.Length == 0 ? default : JsonElement.Parse(text))
        {
            ConsistencyToken = response.Headers.TryGetValues("Consistency-Token", out var tokens) ? tokens.Single() : null,
            Replayed = response.Headers.TryGetValues("Idempotency-Replayed", out var replayed) && replayed.Single() == "true",
        };
    }

    public string? Text(string property) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(property, out var value) ? value.GetString() : null;
}
