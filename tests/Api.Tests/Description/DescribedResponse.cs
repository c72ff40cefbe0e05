using System.Text.Json;

namespace Users.Api.Tests.Description;

public sealed class DescribedResponse(JsonElement response)
{
    /// <summary>Gets the names of the headers, and whether each is always there.</summary>
    public IReadOnlyDictionary<string, bool> Headers { get; } = response.TryGetProperty("headers", out var headers)
        ? headers.EnumerateObject().ToDictionary(
            header => header.Name, header => header.Value.TryGetProperty("required", out var required) && required.GetBoolean())
        : [];

    /// <summary>Gets the schemas by media type.</summary>
    public IReadOnlyDictionary<string, JsonElement> Bodies { get; } = response.TryGetProperty("content", out var content)
        ? content.EnumerateObject().ToDictionary(body => body.Name, body => body.Value.GetProperty("schema"))
        : [];
}
