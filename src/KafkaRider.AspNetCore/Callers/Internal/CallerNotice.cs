using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Says at start where nobody has to say who he is.</summary>
internal sealed partial class CallerNotice(IOptions<CallerOptions> options, ILogger<CallerNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            LogAnonymous();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "Everyone is the same caller, who may do and see everything: neither Authentication:Authority nor Authentication:SigningKey is set",
        EventName = "Anonymous")]
    private partial void LogAnonymous();
}
