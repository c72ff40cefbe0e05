using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Has processes go on that wait for an operator.</summary>
public static class ProcessResumption
{
    /// <summary>Tells a process, or all of them, to try again what could not be undone, or done.</summary>
    /// <typeparam name="TDbContext">The context of the database that keeps them.</typeparam>
    /// <param name="contexts">Makes contexts; with an inbox it comes from the container.</param>
    /// <param name="kafka">How to reach Kafka.</param>
    /// <param name="topic">The topic of the processes, without a prefix.</param>
    /// <param name="id">The process; <see langword="null"/> for all that wait.</param>
    /// <param name="dryRun">Whether only to report which there are.</param>
    /// <param name="report">Is told a line about each: its id, the step that is left, and why.</param>
    /// <param name="cancellationToken">Ends it; those that were told go on.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="Confluent.Kafka.KafkaException">Kafka did not take it.</exception>
    public static async Task<int> RunAsync<TDbContext>(
        IDbContextFactory<TDbContext> contexts, KafkaOptions kafka, string topic, Guid? id, bool dryRun, Action<string> report,
        CancellationToken cancellationToken = default)
        where TDbContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(report);

        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using var writer = new TopicWriter(kafka, topic, new DefaultJsonTypeInfoResolver());
        var count = 0;

        await foreach (var saga in context.Set<SagaRow>().AsNoTracking()
            .Where(row => row.State == ProcessStatus.FailedIncomplete && (id == null || row.Id == id)).OrderBy(row => row.UpdatedAt)
            .AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            count++;
            report($"{saga.Id} {saga.Type} since {saga.UpdatedAt:u}: {Describe(saga.Body)}");

            if (!dryRun)
            {
                await writer.WriteAsync(saga.Id.ToString(), new ResumeProcess(saga.Id)).ConfigureAwait(false);
            }
        }

        return count;
    }

    private static string Describe(string body)
    {
        var steps = JsonDocument.Parse(body).RootElement.GetProperty("steps").Deserialize<List<ProcessStep>>(SagaJson.Options)!;
        return string.Join("; ", steps
            .Where(step => step.Status is ProcessStepStatus.UndoFailed or ProcessStepStatus.Failed)
            .Select(step => $"{step.Name} {step.Status}, {step.Reason}"));
    }
}
