using Microsoft.AspNetCore.Builder;
using Shop;
using Users.AppHost.Kafka;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Is the program of the README, with a broker of its own.</summary>
internal sealed class RunningShop(KafkaServer kafka, WebApplication app) : IAsyncDisposable
{
    public HttpClient Client { get; } = new() { BaseAddress = new(app.Urls.Single()) };

    public string BootstrapServers => kafka.BootstrapServers;

    /// <summary>Gets how the program reaches the broker.</summary>
    public KafkaOptions CreateOptions()
    {
        var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };

        foreach (var (name, value) in kafka.ClientSettings)
        {
            var parts = name.Split("__");
            (parts[1] switch { "Client" => options.Client, "Producer" => options.Producer, _ => options.Consumer })[parts[2]] = value;
        }

        return options;
    }

    public static async Task<RunningShop> StartAsync(string connectionString, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("kafka-inbox-tests-").FullName;
        var kafka = await KafkaServer.StartAsync(KafkaServerOptions.FromEnvironment(folder), cancellationToken);
        string[] args =
        [
            $"--Kafka:BootstrapServers={kafka.BootstrapServers}", $"--ConnectionStrings:Shop={connectionString}", "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning", .. kafka.ClientSettings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ];

        if (kafka is EmbeddedKafka embedded)
        {
            foreach (var topic in new[] { "orders.commands", "orders.events", "orders.outcomes", "orders.replies", "orders.commands.dead-letter" })
            {
                embedded.CreateTopic(topic, 12);
            }
        }

        var app = ShopProgram.Build(args);
        await app.StartAsync(cancellationToken);
        return new(kafka, app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await kafka.DisposeAsync();
    }
}
