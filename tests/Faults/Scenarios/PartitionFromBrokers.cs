using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F11.</summary>
public sealed class PartitionFromBrokers() : Scenario(
    "F11",
    "no way from the API to the brokers; none from a consumer; none for what the brokers send the API",
    "every outcome is known by a retry; readiness is lost within 10 s, and comes back",
    Capabilities.RealBroker)
{
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(40);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var links = trial.Surroundings.Cluster.Links;
        await Task.WhenAll(
            trial.AddApi(links["a"]).StartAsync(cancellationToken),
            trial.AddApi().StartAsync(cancellationToken),
            trial.AddConsumer(links["b"]).StartAsync(cancellationToken),
            trial.AddConsumer().StartAsync(cancellationToken));
        await using var load = trial.CreateLoad();
        load.Start();
        await GoOnAsync(load, 200);

        await CutAsync(trial, load, links["a"], trial.Apis[0], "the API", requests: true, answers: true, cancellationToken);
        await CutAsync(trial, load, links["b"], trial.Consumers[0], "the consumer", requests: true, answers: true, cancellationToken);
        await CutAsync(trial, load, links["a"], trial.Apis[0], "the API's replies", requests: false, answers: true, cancellationToken);
        await load.StopAsync();
    }

    private static async Task CutAsync(
        Trial trial, LoadClient load, BrokerLink link, Service service, string what, bool requests, bool answers, CancellationToken cancellationToken)
    {
        var from = DateTimeOffset.UtcNow;
        link.Conditions.Lose(requests, answers);
        var noticed = await Wait.UpToAsync(Notice, async () => !await service.Client.IsReadyAsync());
        var after = DateTimeOffset.UtcNow - from;
        var left = Cut - after;
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
        var to = DateTimeOffset.UtcNow;
        link.Conditions.Heal();
        var back = await Wait.UpToAsync(Return, service.Client.IsReadyAsync);
        var returned = DateTimeOffset.UtcNow - to;
        await GoOnAsync(load, 200);

        trial.Say($"{what} cut off for {Cut.TotalSeconds} s: {Summary.OfStatuses(Between(trial, from, to))}; not ready after {after.TotalSeconds:0.0} s, ready {returned.TotalSeconds:0.0} s after the end");
        trial.Expect($"{what}: not ready within 10 s", noticed, $"{after.TotalSeconds:0.0} s");
        trial.Expect($"{what}: ready again within 40 s", back, $"{returned.TotalSeconds:0.0} s");
    }
}
