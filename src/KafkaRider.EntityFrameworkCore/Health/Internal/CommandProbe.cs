namespace KafkaRider.Internal;

/// <summary>Does what the commands of a service do to its own tables. It is rolled back.</summary>
internal sealed class CommandProbe<TDbContext>(Func<TDbContext, CancellationToken, Task> run)
{
    public Task RunAsync(TDbContext context, CancellationToken cancellationToken) => run(context, cancellationToken);
}
