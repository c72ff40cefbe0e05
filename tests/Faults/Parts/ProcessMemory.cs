using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Users.Faults.Parts;

/// <summary>Measures what services keep in memory.</summary>
/// <remarks>
/// While there is room, the garbage collector does not come by for minutes: until then a process has in memory all that it has allocated, whether it
/// keeps it or not. So garbage is collected first, and what the collector holds in reserve does not count.
/// </remarks>
internal static class ProcessMemory
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const long CollectNow = 0x800000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Measures what several services keep, in bytes.</summary>
    public static async Task<long> MeasureAsync(IEnumerable<Service> services) =>
        (await Task.WhenAll(services.Select(MeasureAsync))).Sum();

    private static async Task<long> MeasureAsync(Service service)
    {
        var before = Collections(await service.Client.MeasureAsync());
        using var session = await new DiagnosticsClient(service.ProcessId).StartEventPipeSessionAsync(
            [new EventPipeProvider(Runtime, EventLevel.Informational, CollectNow)], requestRundown: false);
        var reading = session.EventStream.CopyToAsync(Stream.Null);
        var measured = await service.Client.MeasureAsync();
        await Wait.UntilAsync(async () => Collections(measured = await service.Client.MeasureAsync()) > before, "garbage is collected", Limit);
        await session.StopAsync(CancellationToken.None);
        await reading;
        using var process = Process.GetProcessById(service.ProcessId);

        return process.WorkingSet64 - measured.Sum("dotnet_gc_last_collection_memory_committed_size_bytes") + measured.Sum("dotnet_gc_last_collection_heap_size_bytes");
    }

    private static long Collections(Measurements measured) => measured["dotnet_gc_collections_total{gc_heap_generation=\"gen2\"}"];
}
