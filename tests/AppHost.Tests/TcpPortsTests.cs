using System.Net;
using System.Net.Sockets;

namespace Users.AppHost.Tests;

public sealed class TcpPortsTests
{
    private const int FirstOutgoingPort = 32_768;

    [Fact]
    public void AnyFree_Again_GivesOthersFromTheSameBlock()
    {
        var first = TcpPorts.AnyFree(50);
        var second = TcpPorts.AnyFree(50);

        Assert.Equal(100, first.Concat(second).Distinct().Count());
        Assert.All(first.Concat(second), port => Assert.InRange(port, TcpPorts.OwnBlock.First + 1, TcpPorts.OwnBlock.Last));
        Assert.True(TcpPorts.OwnBlock.Last < FirstOutgoingPort);
    }

    [Fact]
    public void AnyFree_BlockIsOurs_NobodyElseCanClaimIt()
    {
        _ = TcpPorts.AnyFree(1);
        using var other = new TcpListener(IPAddress.Loopback, TcpPorts.OwnBlock.First);

        Assert.Throws<SocketException>(other.Start);
    }
}
