using System.Diagnostics;
using KafkaRider.AspNetCore;
using KafkaRider.AspNetCore.Internal;
using Microsoft.Extensions.Options;

namespace Users.Bench.Reading;

/// <summary>Measures what an operation costs for as long as it can be looked up.</summary>
internal static class OperationsBenchmark
{
    public static void Run(Population population)
    {
        var view = new OperationView(Options.Create(new OperationsOptions { MaxCount = population.Count }), TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var fingerprint = new Fingerprint(1, 2);
        var ids = population.Created().Select(_ => Guid.CreateVersion7()).ToArray();

        var before = GC.GetTotalMemory(forceFullCollection: true);
        Array.ForEach(ids, id => view.Accept(id, now));
        var pending = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"memory per operation that is pending: {(pending - before) / ids.Length} B");

        var started = Stopwatch.GetTimestamp();
        foreach (var (id, created) in ids.Zip(population.Created()))
        {
            view.Complete(id, created, fingerprint, now);
        }

        Console.WriteLine($"to complete one, made up and all: {Stopwatch.GetElapsedTime(started).TotalMicroseconds / ids.Length:F1} us");
        var completed = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"memory per operation that is completed: {(completed - before) / ids.Length} B");

        started = Stopwatch.GetTimestamp();
        Array.ForEach(ids, id => view.Find(id));
        Console.WriteLine($"find an operation: {Stopwatch.GetElapsedTime(started).TotalMicroseconds / ids.Length:F1} us");
        GC.KeepAlive(view);
    }
}
