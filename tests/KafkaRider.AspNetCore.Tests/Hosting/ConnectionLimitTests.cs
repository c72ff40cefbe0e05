using System.Net;
using KafkaRider.AspNetCore.Tests.Support;
using KafkaRider.Tests.Support;

namespace KafkaRider.AspNetCore.Tests.Hosting;

/// <summary>How many connections may be open at a time, and what the next one is told.</summary>
public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task Connect_AsManyAreOpenAsMay_IsAnsweredAndClosedUntilOneIsFree()
    {
        await using var service = await TestService.StartAsync(("Requests:MaxConnections", "1"));
        using (var first = await ServiceConnection.OpenAsync(service))
        {
            await first.GetAsync("/problems/overloaded");
            Assert.StartsWith("HTTP/1.1 200", await first.ReadAsync(until: "## overloaded"), StringComparison.Ordinal);

            using var second = await ServiceConnection.OpenAsync(service);
            await second.GetAsync("/problems/overloaded");
            var refused = await second.ReadAsync();
            using var third = await ServiceConnection.OpenAsync(service);
            await third.GetAsync(TestService.HealthPath);
            var health = await third.ReadAsync(until: "healthy");

            Assert.StartsWith("HTTP/1.1 503", refused, StringComparison.Ordinal);
            Assert.Contains("Connection: close", refused, StringComparison.Ordinal);
            Assert.Contains("Retry-After: 1", refused, StringComparison.Ordinal);
            Assert.Contains("\"type\":\"/problems/too-many-connections\"", refused, StringComparison.Ordinal);
            Assert.StartsWith("HTTP/1.1 200", health, StringComparison.Ordinal);
        }

        await Eventually.TrueAsync(async () => (await service.SendAsync(HttpMethod.Get, "/problems")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Connect_FarMoreThanMay_IsClosedAtOnce()
    {
        await using var service = await TestService.StartAsync(("Requests:MaxConnections", "1"));
        var connections = new List<ServiceConnection>();

        try
        {
            // 1 that may, and 16 that are told why they may not.
            for (var number = 0; number < 17; number++)
            {
                connections.Add(await ServiceConnection.OpenAsync(service));
            }

            await connections[^1].GetAsync("/problems");
            Assert.StartsWith("HTTP/1.1 503", await connections[^1].ReadAsync(until: "}"), StringComparison.Ordinal);
            using var replacement = await ServiceConnection.OpenAsync(service);
            using var oneMore = await ServiceConnection.OpenAsync(service);
            Assert.Equal("", await oneMore.ReadAsync());
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }
}
