using System.Text.Json;

namespace Users.Api.Tests.Description;

public sealed class DescribedOperation(string method, string path, JsonElement operation)
{
    public string Id => operation.GetProperty("operationId").GetString()!;

    public string Method => method;

    public string Path => path;

    public JsonElement Json => operation;

    public IEnumerable<string> Parameters => operation.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!)
        : [];

    public DescribedResponse? FindResponse(int status) =>
        operation.GetProperty("responses").TryGetProperty($"{status}", out var response) ? new(response) : null;
}
