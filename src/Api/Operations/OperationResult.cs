using System.Text.Json;
using Users.Api.Commands;

namespace Users.Api.Operations;

/// <summary>Is the answer that a command got, or would have got had its client still waited.</summary>
internal sealed record OperationResult(int Status, IReadOnlyDictionary<string, string> Headers, JsonElement? Body)
{
    public static OperationResult From(Answer answer, PathString pathBase)
    {
        var headers = new Dictionary<string, string>(answer.GetHeaders(pathBase));

        if (answer.ContentType is { } contentType)
        {
            headers["Content-Type"] = contentType;
        }

        return new(
            answer.StatusCode,
            headers,
            answer.GetContent(pathBase) is { } content ? JsonSerializer.SerializeToElement(content, content.GetType(), ApiJson.Context) : null);
    }
}
