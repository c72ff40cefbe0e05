using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Lets a stopping process wait until every open request has its answer.</summary>
internal sealed class Draining(IOptions<RequestsOptions> requests) : IConfigureOptions<HostOptions>
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public void Configure(HostOptions options) =>
        options.ShutdownTimeout = requests.Value.LameDuck + (requests.Value.DrainTimeout ?? LongestRequest + Margin);

    // A client may prefer to wait longer than it would have to.
    private TimeSpan LongestRequest => requests.Value.Timeout > Preferences.LongestWait ? requests.Value.Timeout : Preferences.LongestWait;
}
