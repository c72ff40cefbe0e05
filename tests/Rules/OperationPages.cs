using System.Text.Json;

namespace Users.Rules;

/// <summary>Reads what an instance of the API shows of operations.</summary>
public static class OperationPages
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks at registrations at an instance until it shows their end, or a minute has passed.</summary>
    /// <param name="http">Speaks to the instance.</param>
    /// <param name="instance">Its name.</param>
    /// <param name="ids">The registrations.</param>
    public static async Task<IReadOnlyList<ShownOperation>> ReadAsync(HttpClient http, string instance, IEnumerable<Guid> ids)
    {
        var shown = new System.Collections.Concurrent.ConcurrentQueue<ShownOperation>();
        using var limit = new CancellationTokenSource(Limit);
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, _) =>
        {
            ShownOperation operation;

            while (!HasEnded(operation = await ReadAsync(http, instance, id)) && !limit.IsCancellationRequested)
            {
                await Task.Delay(Interval, CancellationToken.None);
            }

            shown.Enqueue(operation);
        });

        return [.. shown];
    }

    /// <summary>Looks once.</summary>
    public static async Task<ShownOperation> ReadAsync(HttpClient http, string instance, Guid id)
    {
        ArgumentNullException.ThrowIfNull(http);

        try
        {
            using var limit = new CancellationTokenSource(Limit);
            using var response = await http.GetAsync(new Uri($"/operations/{id}", UriKind.Relative), limit.Token);

            return response.IsSuccessStatusCode
                ? Parse(instance, id, JsonElement.Parse(await response.Content.ReadAsStringAsync(limit.Token)))
                : new(instance, id, null, null, "");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(instance, id, null, null, "");
        }
    }

    /// <summary>Reads an operation as it is shown.</summary>
    public static ShownOperation Parse(string instance, Guid id, JsonElement operation) => new(
        instance,
        id,
        operation.GetProperty("status").GetString(),
        operation.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object ? result.GetProperty("status").GetInt32() : null,
        operation.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array ? StepText.Of(steps) : "");

    private static bool HasEnded(ShownOperation operation) => operation.Status is "succeeded" or "failed" or "failed-incomplete";
}
