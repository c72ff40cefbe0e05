namespace Users.Bench.Load;

/// <summary>Keeps a system under load.</summary>
internal interface ILoad
{
    Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancellationToken);
}
