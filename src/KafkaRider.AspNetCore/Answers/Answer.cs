using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore;

/// <summary>Represents a whole HTTP answer, apart from the connection it goes out on.</summary>
/// <param name="StatusCode">The HTTP status.</param>
public sealed record Answer(int StatusCode) : IResult
{
    /// <summary>Gets the path of what was created.</summary>
    public string? Location { get; init; }

    /// <summary>Gets the path of what the body shows.</summary>
    public string? ContentLocation { get; init; }

    /// <summary>Gets the entity tag.</summary>
    public string? ETag { get; init; }

    /// <summary>Gets the token for the state of an entity that the answer tells of, if it tells of one.</summary>
    public ConsistencyToken? Token { get; init; }

    /// <summary>Gets the operation that the answer is about.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>Gets how long the client is to wait before its next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether the answer is that of an earlier request with the same Idempotency-Key.</summary>
    public bool Replayed { get; init; }

    /// <summary>Gets the body, if there is one.</summary>
    public object? Body { get; init; }

    /// <summary>Gets the media type of the body.</summary>
    internal string? ContentType => Body switch
    {
        null => null,
        Problem => Problem.MediaType,
        _ => "application/json; charset=utf-8",
    };

    /// <summary>Returns the body, which names the operation if it is a problem.</summary>
    /// <param name="pathBase">The path under which the client sees the service.</param>
    internal object? GetContent(PathString pathBase) => Body is Problem problem
        ? problem with { Type = problem.Type.StartsWith('/') ? pathBase + problem.Type : problem.Type, OperationId = OperationId }
        : Body;

    /// <summary>Returns the answer that tells of a problem.</summary>
    /// <param name="problem">The problem.</param>
    public static Answer From(Problem problem) => new(problem.Status) { Body = problem };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode;

        foreach (var (name, value) in GetHeaders(httpContext.Request.PathBase))
        {
            response.Headers[name] = value;
        }

        return GetContent(httpContext.Request.PathBase) switch
        {
            null => Task.CompletedTask,
            Problem problem => WriteAsync(response, problem with { TraceId = Activity.Current?.TraceId.ToString() }),
            var body => WriteAsync(response, body),
        };
    }

    /// <summary>Returns the headers, apart from those that describe the body.</summary>
    /// <param name="pathBase">The path under which the client sees the service.</param>
    internal IEnumerable<KeyValuePair<string, string>> GetHeaders(PathString pathBase)
    {
        if (Location is not null)
        {
            yield return new("Location", pathBase + Location);
        }

        if (ContentLocation is not null)
        {
            yield return new("Content-Location", pathBase + ContentLocation);
        }

        if (ETag is not null)
        {
            yield return new("ETag", ETag);
        }

        if (Token is { } token)
        {
            yield return new(ConsistencyToken.HeaderName, token.ToString());
        }

        if (OperationId is { } id)
        {
            yield return new(OwnHeaders.OperationLocation, pathBase + OperationLinks.To(id));
        }

        if (RetryAfter is { } delay)
        {
            yield return new("Retry-After", Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        if (Replayed)
        {
            yield return new(OwnHeaders.IdempotencyReplayed, "true");
        }
    }

    private async Task WriteAsync(HttpResponse response, object body)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), HttpJson.Of(response.HttpContext.RequestServices));
        response.ContentType = ContentType;
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json, response.HttpContext.RequestAborted);
    }
}
