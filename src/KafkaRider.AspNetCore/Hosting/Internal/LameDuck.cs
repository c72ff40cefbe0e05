using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>
/// Lets clients leave before the server closes: for a while after the process was told to stop it goes on serving, is not ready, and ends
/// each connection with the answer at hand. A server that closed kept-alive connections at once would cut off requests that are just being
/// sent on them.
/// </summary>
internal sealed class LameDuck(IHostApplicationLifetime lifetime, IOptions<RequestsOptions> options, TimeProvider time) : IHostedLifecycleService
{
    public static IApplicationBuilder Use(IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

        return app.Use((http, next) =>
        {
            http.Response.OnStarting(
                static state =>
                {
                    var (http, stopping) = ((HttpContext, CancellationToken))state;
                    if (stopping.IsCancellationRequested)
                    {
                        http.Response.Headers.Connection = "close";
                    }

                    return Task.CompletedTask;
                },
                (http, stopping));
            return next(http);
        });
    }

    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Runs before the server, or anything else, is stopped.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(options.Value.LameDuck, time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
