using System.Diagnostics;
using Users.Consumer.Users;

namespace Users.Consumer.Tests.Hosting;

public sealed class StartUpTests
{
    [Theory]
    [InlineData("Kafka__Producer__acks", "1", "Kafka setting acks=1 is refused: an acknowledged record could be lost or written twice. It must be all.")]
    [InlineData("Kafka__Client__enable.idempotence", "false", "Kafka setting enable.idempotence=false is refused: ")]
    [InlineData("Kafka__Consumer__enable.auto.commit", "true", "Kafka setting enable.auto.commit=true is refused: ")]
    [InlineData("Kafka__Consumer__auto.offset.reset", "latest", "Kafka setting auto.offset.reset=latest is refused: ")]
    [InlineData("Kafka__Consumer__enable_partition_eof", "true", "Kafka setting enable_partition_eof=true is refused: ")]
    [InlineData("Kafka__Client__group_instance_id", "one", "Kafka setting group_instance_id=one is refused: ")]
    [InlineData("Kafka__Producer__partitioner", "random", "Kafka setting partitioner=random is refused: ")]
    [InlineData("Kafka__Consumer__session.timeout.ms", "abc", "Kafka setting session.timeout.ms is refused: ")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:8080", "ASPNETCORE_URLS names http://192.0.2.1:8080, where it cannot listen: ")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "ASPNETCORE_URLS names http://127.0.0.1:99999, where it cannot listen: ")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", "Names cannot be compared, because the runtime does not normalise Unicode: ")]
    [InlineData("Kafka__Producer__colour", "red", "Kafka setting colour is refused: No such configuration property: \"colour\"")]
    [InlineData("Kafka__Prefix", "team a", "Kafka:Prefix is refused: ")]
    [InlineData("Kafka__BootstrapServers", "", "Kafka:BootstrapServers must name the brokers")]
    [InlineData("Kafka__BootstrapServers", "localhost:0", "Kafka:BootstrapServers=localhost:0 is refused: 'localhost:0' has no port")]
    [InlineData("Kafka__MessageTimeout", "-00:00:01", "Kafka:MessageTimeout=-00:00:01 is refused")]
    [InlineData("ConnectionStrings__Users", "", "ConnectionStrings:Users is missing")]
    [InlineData("Inbox__Retention", "6.23:59:59", "Inbox:Retention (6.23:59:59) must not be shorter than commands live in their topic (7.00:00:00)")]
    [InlineData("Inbox__Retention", "long", "Failed to convert configuration value 'long' at 'Inbox:Retention'")]
    public async Task Start_BadSetting_StopsWithOneLine(string variable, string value, string reason)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileName(path) is "dotnet" ? path : "dotnet")
        {
            ArgumentList = { typeof(ValidName).Assembly.Location },
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Kafka__BootstrapServers"] = "127.0.0.1:1",
                ["ConnectionStrings__Users"] = "Server=127.0.0.1;Port=1;Database=users",
                [variable] = value,
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"The consumer does not start: {reason}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("", await output);
        Assert.Equal(1, process.ExitCode);
    }
}
