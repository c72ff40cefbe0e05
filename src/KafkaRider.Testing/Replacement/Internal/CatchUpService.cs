using Microsoft.Extensions.Hosting;

namespace KafkaRider.Testing.Internal;

/// <summary>Tells followers of topics that they have read all that is there.</summary>
internal sealed class CatchUpService(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var follower in services.GetTopicFollowers())
        {
            follower.CaughtUp();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
