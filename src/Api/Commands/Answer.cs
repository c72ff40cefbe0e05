using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Users.Api.Problems;

namespace Users.Api.Commands;

/// <summary>Is a whole HTTP answer, apart from the connection it goes out on.</summary>
internal sealed record Answer(int StatusCode) : IResult
{
    public string? Location { get; init; }

    public string? ETag { get; init; }

    public Guid? OperationId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool Replayed { get; init; }

    public object? Body { get; init; }

    public static Answer From(Problem problem) => new(problem.Status) { Body = problem };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode;
        WriteHeaders(response.Headers);

        return Body switch
        {
            null => Task.CompletedTask,
            Problem problem => WriteAsync(
                response, problem with { OperationId = OperationId, TraceId = Activity.Current?.TraceId.ToString() }, Problem.MediaType),
            _ => WriteAsync(response, Body, "application/json; charset=utf-8"),
        };
    }

    private void WriteHeaders(IHeaderDictionary headers)
    {
        if (Location is not null)
        {
            headers.Location = Location;
        }

        if (ETag is not null)
        {
            headers.ETag = ETag;
        }

        if (OperationId is { } id)
        {
            headers["Operation-Location"] = $"/operations/{id}";
        }

        if (RetryAfter is { } delay)
        {
            headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (Replayed)
        {
            headers["Idempotency-Replayed"] = "true";
        }
    }

    private static async Task WriteAsync(HttpResponse response, object body, string mediaType)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ApiJson.Context);
        response.ContentType = mediaType;
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json, response.HttpContext.RequestAborted);
    }
}
