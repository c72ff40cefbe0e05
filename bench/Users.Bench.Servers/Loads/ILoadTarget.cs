namespace Users.Bench.Servers.Loads;

/// <summary>Answers requests that do not come over HTTP.</summary>
internal interface ILoadTarget
{
    Task RequestAsync(CancellationToken cancellationToken);
}
