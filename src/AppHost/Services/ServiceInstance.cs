using System.Runtime.InteropServices;
using Users.AppHost.Databases;
using Users.AppHost.Kafka;
using Users.AppHost.Processes;

namespace Users.AppHost.Services;

/// <summary>One instance of a service.</summary>
public static class ServiceInstance
{
    // Our own instances are never behind a proxy, whatever http_proxy says.
    private static readonly HttpClient Probe = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private const string PromotionsDatabase = "ConnectionStrings__Promotions";
    private const string RegistrationsDatabase = "ConnectionStrings__Registrations";

    // One line for each entry, as every line gets a prefix; and no alarm when we ask too early whether an instance is ready.
    private static readonly Dictionary<string, string> LogSettings = new()
    {
        ["Logging__Console__FormatterName"] = "simple",
        ["Logging__Console__FormatterOptions__SingleLine"] = "true",
        ["Logging__LogLevel__Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
    };

    /// <summary>Describes an API instance on a port.</summary>
    public static ServerProcess Api(
        int number, int port, KafkaServer kafka, Action<string> output, IReadOnlyDictionary<string, string>? settings = null) =>
        Create(ServiceKind.Api, number, port, KafkaSettings(kafka), settings, output);

    /// <summary>Describes a consumer instance whose health endpoints listen on a port.</summary>
    public static ServerProcess Consumer(
        int number, int port, KafkaServer kafka, DatabaseServer database, Action<string> output, IReadOnlyDictionary<string, string>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(database);

        var known = KafkaSettings(kafka);
        known["ConnectionStrings__Users"] = database.ConnectionString;

        return Create(ServiceKind.Consumer, number, port, known, settings, output);
    }

    /// <summary>Describes an instance of the promotions consumer, whose database is another one on the server of the users', unless one is named.</summary>
    public static ServerProcess Promotions(
        int number, int port, KafkaServer kafka, DatabaseServer database, Action<string> output, IReadOnlyDictionary<string, string>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(database);

        var known = KafkaSettings(kafka);
        known[PromotionsDatabase] = EnvironmentVariable.Find(PromotionsDatabase) ?? ConnectionText.WithDatabase(database.ConnectionString, "promotions");

        return Create(ServiceKind.Promotions, number, port, known, settings, output);
    }

    /// <summary>Describes an instance of the host of registrations, whose database is another one on the server of the users', unless one is named.</summary>
    public static ServerProcess Registrations(
        int number, int port, KafkaServer kafka, DatabaseServer database, Action<string> output, IReadOnlyDictionary<string, string>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(database);

        var known = KafkaSettings(kafka);
        known[RegistrationsDatabase] = EnvironmentVariable.Find(RegistrationsDatabase) ?? ConnectionText.WithDatabase(database.ConnectionString, "registrations");

        return Create(ServiceKind.Registrations, number, port, known, settings, output);
    }

    /// <summary>Describes an instance of any program that tells at <c>/health/ready</c> whether it serves.</summary>
    internal static ServerProcess Create(
        ServiceKind kind, int number, int port, Dictionary<string, string> variables, IReadOnlyDictionary<string, string>? settings, Action<string> output)
    {
        var path = kind.Path;
        variables["ASPNETCORE_URLS"] = $"http://localhost:{port}";

        foreach (var (name, value) in LogSettings.Concat(settings ?? new Dictionary<string, string>()))
        {
            variables[name] = value;
        }

        var command = new ProcessCommand(DotnetHost(), [path, .. kind.Arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(path)!,
            Variables = variables,
        };
        var health = new Uri($"http://localhost:{port}/health/ready");

        return new ServerProcess($"{kind.Name}-{number}", command, cancellationToken => IsReadyAsync(health, cancellationToken), output);
    }

    internal static Dictionary<string, string> KafkaSettings(KafkaServer kafka)
    {
        ArgumentNullException.ThrowIfNull(kafka);

        return new Dictionary<string, string>(kafka.ClientSettings) { ["Kafka__BootstrapServers"] = kafka.BootstrapServers };
    }

    private static async Task<bool> IsReadyAsync(Uri health, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Probe.GetAsync(health, cancellationToken);

            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // The runtime that runs this: <root>/shared/Microsoft.NETCore.App/<version>.
    internal static string DotnetHost() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
