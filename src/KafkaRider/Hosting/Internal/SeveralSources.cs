namespace KafkaRider.Internal;

/// <summary>Is several clients that read for one endpoint.</summary>
internal sealed class SeveralSources(IReadOnlyList<IEndpointSource> sources) : IEndpointSource
{
    public EndpointStatus Status => sources.Select(source => source.Status).FirstOrDefault(status => !status.IsReady)
        ?? EndpointStatus.Ready(string.Join("; ", sources.Select(source => source.Status.Description).Distinct()));

    public Task Ready => Task.WhenAll(sources.Select(source => source.Ready));

    public void Start()
    {
        foreach (var source in sources)
        {
            source.Start();
        }
    }

    public Task StopAsync() => Task.WhenAll(sources.Select(source => source.StopAsync()));
}
