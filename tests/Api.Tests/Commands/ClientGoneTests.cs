using Microsoft.Extensions.DependencyInjection;
using Users.Api.Tests.Fixtures;

namespace Users.Api.Tests.Commands;

public sealed class ClientGoneTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_ClientDisconnectsWhileWaiting_FreesTheRequestWithoutAnError(bool reset)
    {
        var gate = new Gate();
        await using var api = ApiServer.Start(
            bus => bus.AddConsumer<GatedConsumer>(),
            services => services.AddSingleton(gate),
            new() { ["Requests:Timeout"] = "00:05:00" });

        using (var connection = await RawConnection.OpenAsync(api))
        {
            await connection.SendAsync(
                "POST /users HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 14\n\n{\"name\":\"Ada\"}");
            await gate.Reached;
            Assert.Equal(1, api.Metrics.InFlight);

            if (reset)
            {
                connection.Reset();
            }
        }

        await Eventually.IsTrueAsync(() => api.Metrics.Finished("client_gone") == 1, "the request is freed");
        Assert.Equal(0, api.Metrics.InFlight);
        gate.Open();
        Assert.Equal([], api.Logs.Errors);
    }
}
