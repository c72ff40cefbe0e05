using MassTransit;
using Users.Bench.Servers.Loads;

namespace Users.Bench.Servers.Rider;

/// <summary>Sends requests of one size with our request client.</summary>
internal sealed class BlobTarget(IRequestClient<Blob> client, IConfiguration configuration) : ILoadTarget
{
    private readonly Blob _blob = new(new string('x', configuration.GetValue("Blob:Bytes", 200)));

    public Task RequestAsync(CancellationToken cancellationToken) => client.GetResponse<BlobReceived>(_blob, cancellationToken);
}
