using System.Diagnostics;
using Users.Api.Reading;

namespace Users.Api.Tests.Hosting;

public sealed class StartUpTests
{
    [Theory]
    [InlineData("Requests__Timeout", "00:00:00.05", "Requests:Timeout is 00:00:00.0500000, but it must be from 00:00:00.1000000 to 00:05:00 ")]
    [InlineData("Requests__Timeout", "soon", "Failed to convert configuration value 'soon' at 'Requests:Timeout'")]
    [InlineData("Requests__MaxBodyBytes", "99999999999", "Failed to convert configuration value '99999999999' at 'Requests:MaxBodyBytes'")]
    [InlineData("Requests__DrainTimeout", "00:00:01", "Requests:DrainTimeout is 00:00:01, but it must be longer than ")]
    [InlineData("Kafka__Prefix", "team/a.", "Kafka:Prefix is refused: ")]
    [InlineData("Kafka__BootstrapServers", "", "Kafka:BootstrapServers must name the brokers")]
    [InlineData("Kafka__BootstrapServers", "localhost:0", "Kafka:BootstrapServers=localhost:0 is refused: 'localhost:0' has no port")]
    [InlineData("Kafka__MessageTimeout", "-00:00:01", "Kafka:MessageTimeout=-00:00:01 is refused")]
    [InlineData("Kafka__Producer__acks", "1", "Kafka setting acks=1 is refused: an acknowledged record could be lost or written twice. It must be all.")]
    [InlineData("Kafka__Client__enable.idempotence", "false", "Kafka setting enable.idempotence=false is refused: ")]
    [InlineData("Kafka__Consumer__enable.auto.commit", "true", "Kafka setting enable.auto.commit=true is refused: ")]
    [InlineData("Kafka__Producer__message.timeout.ms", "5000", "Kafka setting message.timeout.ms=5000 is refused: it must be shorter than the 5000 ms that a request ")]
    [InlineData("Kafka__Client__delivery_timeout_ms", "5000", "Kafka setting delivery_timeout_ms=5000 is refused: it must be shorter than the 5000 ms that a request ")]
    [InlineData("Kafka__MessageTimeout", "00:00:05", "Kafka setting message.timeout.ms=5000 is refused: it must be shorter than the 5000 ms that a request ")]
    [InlineData("Kafka__Consumer__auto_offset_reset", "latest", "Kafka setting auto_offset_reset=latest is refused: ")]
    [InlineData("Kafka__Consumer__session.timeout.ms", "abc", "Kafka setting session.timeout.ms is refused: ")]
    [InlineData("Kafka__Producer__transactional.id", "x", "Kafka setting transactional.id=x is refused: ")]
    [InlineData("Kafka__Client__security_protocol", "SAFE", "Kafka setting security_protocol is refused: Invalid value \"SAFE\" for configuration property \"security.protocol\"")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:8080", "ASPNETCORE_URLS names http://192.0.2.1:8080, where it cannot listen: ")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "ASPNETCORE_URLS names http://127.0.0.1:99999, where it cannot listen: ")]
    [InlineData("ASPNETCORE_URLS", "localhost:8080", "ASPNETCORE_URLS names localhost:8080, where it cannot listen: ")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", "Names cannot be compared, because the runtime does not normalise Unicode: ")]
    [InlineData("Kafka__Producer__colour", "red", "Kafka setting colour is refused: No such configuration property: \"colour\"")]
    [InlineData("Kafka__RequestClient__MaxPending", "0", "RequestClient is refused: The field MaxPending must be between 1 and 1000000.")]
    public async Task Start_BadOption_StopsWithOneLine(string variable, string value, string reason)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileName(path) is "dotnet" ? path : "dotnet")
        {
            ArgumentList = { typeof(UserView).Assembly.Location },
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["Kafka__BootstrapServers"] = "127.0.0.1:1", [variable] = value },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"The API does not start: {reason}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("", await output);
        Assert.Equal(1, process.ExitCode);
    }
}
