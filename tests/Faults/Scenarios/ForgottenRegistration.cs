using System.Text;
using Confluent.Kafka;
using Users.Contracts;
using Users.Contracts.Registrations;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>Sends the request of a registration that has ended once more: while that is remembered, and when it is not any more.</summary>
internal sealed class ForgottenRegistration(Trial trial, string scenario)
{
    private const string Group = "registrations";
    private static readonly TimeSpan Age = TimeSpan.FromDays(8);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private RegistrationDatabases Databases => trial.Surroundings.Registrations;

    public async Task CheckAsync()
    {
        await Wait.UntilAsync(async () => await Databases.CountOpenAsync(scenario) == 0, "all have ended", Limit);
        var rows = (await Databases.ReadRowsAsync(scenario)).ToDictionary(row => row.Id);
        var (id, message) = await FindAsync(rows);
        var hex = Convert.ToHexString(id.ToByteArray(bigEndian: true));

        await SendAsync(message, DateTime.UtcNow);
        var again = (await Databases.ReadRowsAsync(scenario)).Single(row => row.Id == id);
        var commands = CountCommands(id);
        trial.Expect("a request that comes again starts nothing while it is remembered", again == rows[id] && commands == 3, $"{again.State}, {commands} step commands");

        // The checker still wants to see it.
        await trial.Surroundings.Database.ExecuteAsync(
            $"""
            CREATE TABLE registrations.kept AS SELECT * FROM registrations.saga WHERE id = x'{hex}';
            UPDATE registrations.saga SET ended_at = ended_at - INTERVAL {Age.Days} DAY WHERE id = x'{hex}'
            """);
        var isPurged = await Wait.UpToAsync(Limit, async () => (await Databases.ReadRowsAsync(scenario)).Count == rows.Count - 1);
        trial.Expect("what has ended is forgotten after its retention, and nothing else is", isPurged, $"{(await Databases.ReadRowsAsync(scenario)).Count} of {rows.Count} left");

        await SendAsync(message, DateTime.UtcNow - Age);
        trial.ProvokedLetters++;
        var count = (await Databases.ReadRowsAsync(scenario)).Count;
        trial.Expect("a request that is older than that starts nothing", count == rows.Count - 1 && CountCommands(id) == 3, $"{count} rows, {CountCommands(id)} step commands");
        await trial.Surroundings.Database.ExecuteAsync("INSERT INTO registrations.saga SELECT * FROM registrations.kept; DROP TABLE registrations.kept");
    }

    private int CountCommands(Guid id) => trial.Recorder.Registrations.AddTo(new(), registration => registration == id).Commands.DistinctBy(command => command.OperationId).Count();

    private async Task<(Guid Id, Message<byte[], byte[]> Message)> FindAsync(Dictionary<Guid, RegistrationRow> rows)
    {
        (Guid, Message<byte[], byte[]>)? found = null;
        await TopicContents.ReadAsync(trial.Surroundings.Kafka.BootstrapServers, [Topics.Registrations], record =>
        {
            if (record.Message.Headers.TryGetLastBytes("MT-MessageType", out var type)
                && Encoding.UTF8.GetString(type).EndsWith($":{nameof(Register)}", StringComparison.Ordinal)
                && Guid.TryParse(Encoding.UTF8.GetString(record.Message.Key), out var id) && rows.TryGetValue(id, out var row) && row.Succeeded)
            {
                found ??= (id, record.Message);
            }
        });

        return found ?? throw new InvalidOperationException("No registration has succeeded.");
    }

    private async Task SendAsync(Message<byte[], byte[]> message, DateTime at)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = trial.Surroundings.Kafka.BootstrapServers, Acks = Acks.All }).SetLogHandler((_, _) => { }).Build();
        await producer.ProduceAsync(Topics.Registrations.Name, new() { Key = message.Key, Value = message.Value, Headers = message.Headers, Timestamp = new(at) });
        await Wait.UntilAsync(async () => (await trial.Recorder.GetLagAsync(Topics.Registrations, Group)).Values.All(left => left == 0), "it is handled", Limit);
        await trial.Recorder.CatchUpAsync();
    }
}
