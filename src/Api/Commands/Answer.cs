using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Users.Api.Operations;
using Users.Api.Problems;
using Users.Api.Reading;

namespace Users.Api.Commands;

/// <summary>Is a whole HTTP answer, apart from the connection it goes out on.</summary>
internal sealed record Answer(int StatusCode) : IResult
{
    public string? Location { get; init; }

    public string? ContentLocation { get; init; }

    public string? ETag { get; init; }

    /// <summary>Gets the token for the state of a user that the answer tells of, if it tells of one.</summary>
    public ConsistencyToken? Token { get; init; }

    public Guid? OperationId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool Replayed { get; init; }

    public object? Body { get; init; }

    /// <summary>Gets the media type of the body.</summary>
    public string? ContentType => Body switch
    {
        null => null,
        Problem => Problem.MediaType,
        _ => "application/json; charset=utf-8",
    };

    /// <summary>Returns the body, which names the operation if it is a problem.</summary>
    /// <param name="pathBase">The path under which the client sees the service.</param>
    public object? GetContent(PathString pathBase) => Body is Problem problem
        ? problem with { Type = problem.Type.StartsWith('/') ? pathBase + problem.Type : problem.Type, OperationId = OperationId }
        : Body;

    public static Answer From(Problem problem) => new(problem.Status) { Body = problem };

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
    public IEnumerable<KeyValuePair<string, string>> GetHeaders(PathString pathBase)
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
            yield return new("Operation-Location", pathBase + OperationLinks.To(id));
        }

        if (RetryAfter is { } delay)
        {
            yield return new("Retry-After", Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        if (Replayed)
        {
            yield return new("Idempotency-Replayed", "true");
        }
    }

    private async Task WriteAsync(HttpResponse response, object body)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ApiJson.Context);
        response.ContentType = ContentType;
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json, response.HttpContext.RequestAborted);
    }
}
