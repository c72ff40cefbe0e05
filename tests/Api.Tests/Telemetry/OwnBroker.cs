using Users.AppHost.Kafka;

namespace Users.Api.Tests.Telemetry;

/// <summary>A broker for a test that needs a real one.</summary>
public sealed class OwnBroker : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("users-api-tests-").FullName;
    private KafkaServer? _kafka;

    public KafkaServer Kafka => _kafka!;

    public async ValueTask InitializeAsync() =>
        _kafka = await KafkaServer.StartAsync(KafkaServerOptions.FromEnvironment(_folder), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_kafka is not null)
        {
            await _kafka.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
