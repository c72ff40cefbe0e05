using System.Globalization;
using Users.AppHost;

namespace Users.EndToEnd.Support;

/// <summary>A system of two instances of API and consumer that run.sh has brought up, for all tests of a class: each start takes seconds of all processors.</summary>
public sealed class RunningScript : IAsyncLifetime
{
    private readonly ScratchFolder _data = new();
    private RunScript? _script;

    public int Port { get; } = TcpPorts.AnyFree(1)[0];

    public RunScript Script => _script!;

    public async ValueTask InitializeAsync()
    {
        var variables = new Dictionary<string, string> { ["Logging__LogLevel__KafkaRider"] = "Debug" };
        _script = await RunScript.StartAsync(
            _data.Path, variables, "--port", Port.ToString(CultureInfo.InvariantCulture), "--api", "2", "--consumers", "2");
        await Script.WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }
}
