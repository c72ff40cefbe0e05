using Users.Faults.Load;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F19.</summary>
public sealed class ScaleApi() : Scenario(
    "F19",
    "the API goes from 1 to 8 to 3 instances; then three instances read one reply partition",
    "no reply is lost for arriving at the wrong instance",
    Capabilities.RealBroker)
{
    private const int Most = 8;
    private const int Fewest = 3;

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 1, consumers: 1);
        await RunLoadAsync(trial, "1 instance", 0);

        var more = Enumerable.Range(1, Most - 1).Select(_ => trial.AddApi()).ToList();

        foreach (var some in more.Chunk(2))
        {
            await Task.WhenAll(some.Select(api => api.StartAsync(cancellationToken)));
        }

        await RunLoadAsync(trial, $"{Most} instances", 1);
        var partitions = trial.Recorder.Read().Commands.Select(command => command.ResponseAddress).Distinct().Count();
        trial.Expect($"{Most} instances have {Most} addresses for replies", partitions == Most, $"{partitions}");

        await Task.WhenAll(trial.Apis.Skip(Fewest).Select(api => api.StopAsync()));
        await RunLoadAsync(trial, $"{Fewest} instances", 2);

        await Task.WhenAll(trial.Apis.Take(Fewest).Select(api => api.StopAsync()));
        var shared = new Settings { ["Kafka__RequestClient__ReplyPartition"] = "7" };
        await Task.WhenAll(Enumerable.Range(0, Fewest).Select(_ => trial.AddApi(settings: shared)).ToList().Select(api => api.StartAsync(cancellationToken)));
        await RunLoadAsync(trial, "3 instances on one partition", 3);

        var attempts = trial.Log.ToList();
        trial.Expect("every request is answered with an outcome", attempts.All(attempt => attempt.IsOutcome), $"{Summary.OfStatuses(attempts)}");
    }

    private static async Task RunLoadAsync(Trial trial, string when, int part)
    {
        var from = DateTimeOffset.UtcNow;
        var plan = new LoadPlan(FormattableString.Invariant($"F19.{part}"), trial.Seed) { FirstNumber = part * 100_000 };
        await using var load = trial.CreateLoad(plan);
        load.Start();
        await GoOnAsync(load, 300);
        await load.StopAsync();
        trial.Say($"{when}: {Summary.OfStatuses(Between(trial, from, DateTimeOffset.UtcNow))}");
    }
}
