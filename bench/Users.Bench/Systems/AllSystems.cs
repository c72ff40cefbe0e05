using System.Globalization;
using MySqlConnector;

namespace Users.Bench.Systems;

/// <summary>Lists what is measured.</summary>
internal static class AllSystems
{
    public const string Ours = "ours";
    public const string OursTwice = "ours-2x2";
    public const string Direct = "direct";
    public const string GroupCommit = "group-commit";
    public const string Raw = "raw";
    public const string Instant = "instant";
    public const string Store = "store";
    public const string Rabbit = "rabbitmq";
    public const string WithoutTls = "ours-plain";
    public const string WithTls = "ours-tls";
    public const string Single = "single";
    public const string Pair = "pair";
    public const string Registration = "registration";

    /// <summary>Returns what the main section compares.</summary>
    public static IReadOnlyList<BenchSystem> Create() =>
    [
        new(Ours, "ours: one API, one consumer", rig => [rig.Consumer(), rig.Api()]),
        new(Direct, "without Kafka: one INSERT per request", rig => [rig.Server(BenchSystem.Api, "direct")]),
        new(Rabbit, "peer: MassTransit's request client over RabbitMQ", CreateRabbit) { Missing = RabbitBroker.Missing },
        new(Instant, "ours, with a store that answers at once", rig => [rig.Server(BenchSystem.Consumer, "instant-consumer"), rig.Api()])
        {
            StoresUsers = false,
        },
        new(OursTwice, "ours: two APIs, two consumers", rig => [rig.Consumer(), rig.Consumer(), rig.Api(), rig.Api()]),
        new(GroupCommit, "without Kafka: our store called directly", rig => [rig.Server(BenchSystem.Api, "group-commit")]),
        new(Raw, "floor: Confluent.Kafka alone, no HTTP, no database", rig =>
            [rig.Server(BenchSystem.Consumer, "raw-responder"), rig.Server(BenchSystem.Load, "raw-requester")])
        {
            StoresUsers = false,
        },
        new(Store, "floor: our store alone, no HTTP, no Kafka", rig => [rig.Server(BenchSystem.Load, "store")]),
    ];

    /// <summary>Returns pairs of a number of instances.</summary>
    public static BenchSystem CreateInstances(int count) => new(
        $"ours-{count}x{count}",
        $"{count} + {count} instances",
        rig => [.. Enumerable.Range(0, count).Select(_ => rig.Consumer()), .. Enumerable.Range(0, count).Select(_ => rig.Api())]);

    /// <summary>Returns the rider alone, with requests and replies of a size.</summary>
    public static BenchSystem CreateBlobs(int bytes)
    {
        var settings = new Dictionary<string, string> { ["Blob__Bytes"] = bytes.ToString(CultureInfo.InvariantCulture) };

        return new BenchSystem(
            $"rider-{bytes}",
            $"{bytes:N0} bytes",
            rig => [rig.Server(BenchSystem.Consumer, "blob-consumer"), rig.Server(BenchSystem.Load, "blob-requester", settings)])
        {
            StoresUsers = false,
        };
    }

    /// <summary>Returns the same services under three loads: users alone, a user and then a promo code by two calls, and both, or neither, by one.</summary>
    public static IReadOnlyList<BenchSystem> CreateRegistrations() =>
    [
        new(Single, "POST /users", rig => CreateServices(rig, "users")),
        new(Pair, "POST /users, then POST /promo-codes: two calls, nothing is undone", rig => CreateServices(rig, "users,promo-codes")),
        new(Registration, "POST /registrations", rig => CreateServices(rig, "registrations")),
    ];

    private static IReadOnlyList<Part> CreateServices(Rig rig, string calls)
    {
        var api = rig.Api();
        var settings = new Dictionary<string, string> { ["Load__Calls"] = calls, ["Load__Port"] = api.Port!.Value.ToString(CultureInfo.InvariantCulture) };

        return [rig.Consumer(), rig.Promotions(), rig.Registrations(), api, rig.Server(BenchSystem.Load, "http-load", settings)];
    }

    /// <summary>Returns our system with and without TLS between the consumer and the database.</summary>
    public static IReadOnlyList<BenchSystem> CreateTls() =>
    [
        new(WithoutTls, "without TLS", rig => [rig.Consumer(Connecting(rig, MySqlSslMode.Disabled)), rig.Api()]),
        new(WithTls, "with TLS", rig => [rig.Consumer(Connecting(rig, MySqlSslMode.Required)), rig.Api()]),
    ];

    private static Dictionary<string, string> Connecting(Rig rig, MySqlSslMode mode) => new()
    {
        ["ConnectionStrings__Users"] = new MySqlConnectionStringBuilder(rig.Database.ConnectionString) { SslMode = mode }.ConnectionString,
    };

    private static IReadOnlyList<Part> CreateRabbit(Rig rig)
    {
        var (broker, port) = RabbitBroker.Create(rig.Folder);
        var settings = new Dictionary<string, string> { ["RabbitMq__Port"] = port.ToString(CultureInfo.InvariantCulture) };

        return [.. broker, rig.Server(BenchSystem.Consumer, "rabbit-consumer", settings), rig.Server(BenchSystem.Api, "rabbit-api", settings)];
    }
}
