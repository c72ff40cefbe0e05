namespace Users.Consumer.Hosting;

internal static class Draining
{
    /// <summary>How long a stopping process may take to execute what it has received, and to commit its offsets.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddDraining(this IServiceCollection services) =>
        services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout);
}
