using System.Net.Http.Json;
using System.Text.Json;

namespace Users.Bench.Load;

/// <summary>Lets a process of the benchmark, which speaks no HTTP to what is measured, make the load.</summary>
internal sealed class RemoteLoad(int port) : ILoad
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(5) };

    public async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancellationToken) =>
        (await Http.GetFromJsonAsync<LoadResult>(
            new Uri($"http://localhost:{port}/run?inFlight={plan.Connections}&seconds={plan.Seconds}"), JsonSerializerOptions.Web, cancellationToken))!;
}
