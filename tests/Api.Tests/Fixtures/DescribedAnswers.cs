using System.Text.Json;
using Users.Api.Tests.Description;

namespace Users.Api.Tests.Fixtures;

/// <summary>Holds every answer that the tests get against the OpenAPI description: what comes must stand there.</summary>
internal sealed class DescribedAnswers : DelegatingHandler
{
    // What servers say of every answer, and what describes its body.
    private static readonly HashSet<string> Ordinary =
        new(["Date", "Server", "Transfer-Encoding", "Connection", "Content-Length", "Content-Type", "Pragma", "Expires", "X-Content-Type-Options"], StringComparer.OrdinalIgnoreCase);

    private ApiDescription? _description;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // First: the server may have stopped by the time of the answer.
        _description ??= await LoadAsync(request.RequestUri!, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);

        if (_description.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is { } operation)
        {
            await CheckAsync(operation, response, cancellationToken);
        }

        return response;
    }

    private async Task<ApiDescription> LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/openapi/v1.json"));
        using var response = await base.SendAsync(request, cancellationToken);
        return ApiDescription.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task CheckAsync(DescribedOperation operation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = $"{operation.Id} answered {(int)response.StatusCode}";
        var described = operation.FindResponse((int)response.StatusCode);
        Assert.True(described is not null, $"{answer}, which the description does not know");

        var headers = response.Headers.Concat(response.Content.Headers).Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = headers.Except(Ordinary).Except(described.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.True(!unknown.Any(), $"{answer} with {string.Join(", ", unknown)}, which the description does not know");
        var missing = described.Headers.Where(header => header.Value).Select(header => header.Key).Except(headers, StringComparer.OrdinalIgnoreCase);
        Assert.True(!missing.Any(), $"{answer} without {string.Join(", ", missing)}, which the description promises");

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        Assert.True(
            mediaType is null ? described.Bodies.Count == 0 : described.Bodies.ContainsKey(mediaType),
            $"{answer} with a body of type {mediaType}, which the description does not know");

        if (mediaType?.EndsWith("json", StringComparison.Ordinal) is true)
        {
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            var problems = _description!.Validate(described.Bodies[mediaType], body.RootElement);
            Assert.True(problems is null, $"{answer} with a body that the description does not fit: {problems}");
        }
    }
}
