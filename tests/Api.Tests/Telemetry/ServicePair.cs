using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using Users.Api.Reading;
using Users.AppHost.Kafka;
using Users.Consumer.Users;

namespace Users.Api.Tests.Telemetry;

/// <summary>The API and the consumer as they run, on a real broker and a real database, in this process so that their telemetry can be seen.</summary>
internal sealed class ServicePair : IAsyncDisposable
{
    private readonly Service<UserView> _api;
    private readonly Service<CreateUserConsumer> _consumer;

    private ServicePair(Dictionary<string, string> settings)
    {
        _api = new(settings);
        _consumer = new(settings);
    }

    /// <summary>Gets what both have recorded. Nothing is added any more once the pair has stopped.</summary>
    /// <remarks>What both listen to, both hear of: they are in one process.</remarks>
    public IEnumerable<Activity> Spans => _api.Spans.Union(_consumer.Spans);

    public IReadOnlyCollection<string> ApiLog => _api.Logs.Lines;

    public IReadOnlyCollection<string> ConsumerLog => _consumer.Logs.Lines;

    /// <summary>Starts both and waits until they are ready.</summary>
    public static async Task<ServicePair> StartAsync(KafkaServer kafka, TestDatabase database, string? collector)
    {
        var settings = kafka.ClientSettings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value);
        settings["Kafka:BootstrapServers"] = kafka.BootstrapServers;
        settings["ConnectionStrings:Users"] = database.ConnectionString;
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector ?? "";

        var pair = new ServicePair(settings);
        await pair._consumer.StartAsync();
        await pair._api.StartAsync();

        return pair;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _api.Client.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Stops both, which ends all that they were about.</summary>
    public async ValueTask DisposeAsync()
    {
        await _consumer.DisposeAsync();
        await _api.DisposeAsync();
    }

    private sealed class Service<TOfAssembly>(Dictionary<string, string> settings) : WebApplicationFactory<TOfAssembly>
        where TOfAssembly : class
    {
        private HttpClient? _client;

        public ScopedLogs Logs { get; } = new();

        public List<Activity> Spans { get; } = [];

        public HttpClient Client => _client!;

        public async Task StartAsync()
        {
            UseKestrel();
            StartServer();
            _client = CreateClient();
            await Eventually.IsTrueAsync(IsReadyAsync, $"{typeof(TOfAssembly).Assembly.GetName().Name} is ready");
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("Requests:LameDuck", "00:00:00");
            builder.UseSetting("Logging:LogLevel:Users", "Debug");
            builder.UseSetting("Logging:LogLevel:KafkaRider.Internal.Inbox", "Debug");
            builder.UseSetting("Logging:LogLevel:KafkaRider.AspNetCore", "Debug");

            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
            builder.ConfigureTestServices(services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(Spans)));
        }

        private async Task<bool> IsReadyAsync()
        {
            using var response = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);

            return response.IsSuccessStatusCode;
        }
    }
}
