using System.Text.Json;
using Users.Api.Commands;

namespace Users.Api.Operations;

/// <summary>Is the answer that a command got, or would have got had its client still waited.</summary>
internal sealed record OperationResult(int Status, IReadOnlyDictionary<string, string> Headers, JsonElement? Body)
{
    public static OperationResult From(Answer answer)
    {
        var headers = new Dictionary<string, string>(answer.GetHeaders());

        if (answer.ContentType is { } contentType)
        {
            headers["Content-Type"] = contentType;
        }

        return new(
            answer.StatusCode,
            headers,
            answer.Content is { } content ? JsonSerializer.SerializeToElement(content, content.GetType(), ApiJson.Context) : null);
    }
}
