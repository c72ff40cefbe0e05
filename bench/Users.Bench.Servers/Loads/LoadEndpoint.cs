namespace Users.Bench.Servers.Loads;

internal static class LoadEndpoint
{
    public static WebApplicationBuilder AddLoad<TTarget>(this WebApplicationBuilder builder)
        where TTarget : class, ILoadTarget
    {
        builder.Services.AddSingleton<TTarget>();
        builder.Services.AddSingleton<ILoadTarget>(provider => provider.GetRequiredService<TTarget>());

        return builder;
    }

    /// <summary>Maps <c>/run</c>, which makes the load that is asked for and tells what came of it.</summary>
    public static void MapLoad(this WebApplication app)
    {
        // Not resolved here: the bus, which the target may need, has not been built yet.
        if (app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(ILoadTarget)))
        {
            app.MapGet("/run", async (int inFlight, int seconds, ILoadTarget target, CancellationToken cancellationToken) =>
                Results.Json(await ClosedLoop.RunAsync(target, inFlight, TimeSpan.FromSeconds(seconds), cancellationToken)));
        }
    }
}
