using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>
/// Lets connections that were accepted in the last moment say what they want: Kestrel closes whatever is idle as soon as its listeners
/// are unbound, and a connection whose first request is still on its way looks idle.
/// </summary>
internal sealed class LingeringListenerFactory(IOptions<SocketTransportOptions> options, ILoggerFactory loggerFactory, TimeProvider time)
    : IConnectionListenerFactory
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(250);

    private readonly SocketTransportFactory _sockets = new(options, loggerFactory);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await _sockets.BindAsync(endpoint, cancellationToken), time);

    private sealed class Listener(IConnectionListener inner, TimeProvider time) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => inner.AcceptAsync(cancellationToken);

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await inner.UnbindAsync(cancellationToken);
            // A host that is disposed of without having been stopped is in a hurry.
            await Task.Delay(Linger, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
