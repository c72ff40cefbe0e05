using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Users.ServiceDefaults;

/// <summary>Gives services that execute commands the time to finish them.</summary>
public static class Draining
{
    /// <summary>How long a stopping process may take to execute what it has received, and to commit its offsets.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Lets the host wait so long when it stops.</summary>
    public static IServiceCollection AddDraining(this IServiceCollection services) =>
        services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout);
}
