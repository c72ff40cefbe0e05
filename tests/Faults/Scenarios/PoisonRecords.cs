using System.Text;
using Confluent.Kafka;
using Users.Contracts;
using Users.Faults.Load;
using Users.Faults.Parts;
using Users.Faults.Running;

namespace Users.Faults.Scenarios;

/// <summary>F16.</summary>
public sealed class PoisonRecords() : Scenario(
    "F16",
    "poison commands (not JSON, unknown type, no type, no value, huge, invalid name) and poison replies",
    "one dead letter each, with its reason; the partition moves on; only its own caller gets a fault",
    isQuick: true)
{
    private const int LargestRecord = 900_000;
    private const string CreateUserType = "urn:message:Users.Contracts:CreateUser";
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override async Task RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await trial.StartAsync(apis: 1, consumers: 1);
        var api = trial.Apis[0].Client;
        var plan = new LoadPlan(Id, trial.Seed);
        var good = plan.NextUniqueKeyed();
        await api.SendAsync(good);
        await trial.Recorder.CatchUpAsync();
        var first = trial.Recorder.Read().Commands.Single();
        await using var load = trial.CreateLoad(plan);
        load.Start();

        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = trial.Surroundings.Kafka.BootstrapServers, Acks = Acks.All, MessageMaxBytes = 2_000_000 })
            .SetLogHandler((_, _) => { }).Build();
        await PoisonRepliesAsync(producer, first.ResponseAddress!);

        foreach (var poison in Poisons())
        {
            var requestId = Guid.NewGuid();
            await producer.ProduceAsync(
                new TopicPartition(Topics.Commands.Name, first.Partition), Create(poison, requestId, first.ResponseAddress!), cancellationToken);
            // The same partition: the retry of the good one is answered only once the poison is out of the way, or beside it.
            var next = await api.SendAsync(good);
            await Wait.UntilAsync(() => Answered(trial, requestId), $"the sender of {poison.What} gets its fault", Limit);
            // What the machine takes for any answer, it may take for this one, too.
            var usual = Summary.Percentile(trial.Log.ToList().Except([next]), 0.99);
            trial.Expect(
                $"{poison.What}: the next command of its partition is answered at most 1 s later than usual",
                next.IsCreated && next.Duration < Notice + usual,
                $"{next.Status} after {next.Duration.TotalMilliseconds:0} ms, usual up to {usual.TotalMilliseconds:0} ms");
        }

        await GoOnAsync(load, 200);
        await load.StopAsync();
        await trial.Recorder.CatchUpAsync();
        var letters = trial.Recorder.Read().DeadLetters;
        var places = letters.Select(letter => (letter.Partition, letter.Offset)).Distinct().Count();
        var expected = Poisons().Count;
        trial.Say($"{letters.Count} dead letters: {string.Join(", ", letters.CountBy(letter => letter.Reason ?? "none"))}");
        trial.Expect("one dead letter for each", letters.Count == expected && places == expected, $"{letters.Count} for {expected}");
        trial.Expect("each says why", letters.All(letter => letter.Reason is not null), $"{letters.Count(letter => letter.Reason is null)} without a reason");
        var answers = trial.Log.ToList();
        trial.Expect("nobody else is affected", answers.All(answer => answer.IsOutcome), $"{Summary.OfStatuses(answers)}");
    }

    private static List<(string What, string? Type, string? Value)> Poisons() =>
    [
        ("what is not JSON", CreateUserType, "{\"name\":"),
        ("JSON of another shape", CreateUserType, "[42]"),
        ("an unknown type", "urn:message:Users.Contracts:PaintUser", "{\"name\":\"x\"}"),
        ("no type", null, "{\"name\":\"x\"}"),
        ("no value", CreateUserType, null),
        ("an empty value", CreateUserType, ""),
        ("an empty name", CreateUserType, "{\"name\":\"\"}"),
        ("a null name", CreateUserType, "{\"name\":null}"),
        ("a name that is too long", CreateUserType, $"{{\"name\":\"{new string('x', 256)}\"}}"),
        ("a huge name", CreateUserType, $"{{\"name\":\"{new string('x', LargestRecord)}\"}}"),
    ];

    private static bool Answered(Trial trial, Guid requestId) =>
        trial.Recorder.Read().Replies.Any(reply => reply.OperationId == requestId && reply.Type.Contains("Fault", StringComparison.Ordinal));

    private static Message<byte[], byte[]> Create((string What, string? Type, string? Value) poison, Guid requestId, string address)
    {
        var headers = new Headers
        {
            { "MessageId", Encoding.UTF8.GetBytes($"{Guid.NewGuid()}") },
            { "RequestId", Encoding.UTF8.GetBytes($"{requestId}") },
            { "MT-Response-Address", Encoding.UTF8.GetBytes(address) },
        };

        if (poison.Type is not null)
        {
            headers.Add("MT-MessageType", Encoding.UTF8.GetBytes(poison.Type));
        }

        return new() { Key = "poison"u8.ToArray(), Value = poison.Value is null ? null! : Encoding.UTF8.GetBytes(poison.Value), Headers = headers };
    }

    // To where the API reads: without headers, with ids that say nothing, and with a body that is no outcome.
    private static async Task PoisonRepliesAsync(IProducer<byte[], byte[]> producer, string address)
    {
        var partition = new TopicPartition(Topics.Replies.Name, int.Parse(address.Split("partition=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture));
        Headers[] some =
        [
            [],
            new Headers { { "RequestId", "nothing"u8.ToArray() } },
            new Headers { { "RequestId", Encoding.UTF8.GetBytes($"{Guid.NewGuid()}") }, { "InReplyTo", Encoding.UTF8.GetBytes($"{Guid.NewGuid()}") } },
            new Headers { { "DestinationAddress", Encoding.UTF8.GetBytes(address) }, { "InReplyTo", [] } },
        ];

        foreach (var headers in some)
        {
            await producer.ProduceAsync(partition, new() { Key = null!, Value = "not JSON"u8.ToArray(), Headers = headers });
            await producer.ProduceAsync(partition, new() { Key = null!, Value = null!, Headers = headers });
        }
    }
}
