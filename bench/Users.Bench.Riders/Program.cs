using System.Globalization;
using Users.Bench.Riders;

// "compare" starts the other two in processes of their own, of this build and of others.
const int DefaultRecords = 600_000;
const int DefaultRounds = 3;
const int DefaultWarmUp = 400_000;

switch (args)
{
    case ["consume", var servers, var topic, var records, var warmUp]:
        Console.WriteLine(await RiderMeasurement.ConsumeAsync(servers, topic, Read(records), Read(warmUp)));
        return 0;
    case ["produce", var servers, var topic, var records, var atATime, var warmUp]:
        Console.WriteLine(await RiderMeasurement.ProduceAsync(servers, topic, Read(records), Read(atATime), Read(warmUp)));
        return 0;
    case ["compare", var servers, var first, var second, .. var rest] when rest.Length <= 3:
        await new Comparison(
            servers, [Contestant.Parse(first), Contestant.Parse(second)],
            ReadAt(rest, 0, DefaultRecords), ReadAt(rest, 1, DefaultRounds), ReadAt(rest, 2, DefaultWarmUp)).RunAsync();
        return 0;
    default:
        Console.Error.WriteLine(
            $"""
            Usage: Users.Bench.Riders compare SERVERS NAME=DLL NAME=DLL [RECORDS [ROUNDS [WARMUP]]]

            Sends RECORDS (by default {DefaultRecords}) through the riders that the two builds of this program have, in turn, ROUNDS times (by default
            {DefaultRounds}), on the brokers at SERVERS, and prints throughput, processor time per record, and the medians of the first's ratio to the second's.
            Each measurement is a process of its own: time and processor time (user and system, of all its threads) count from the moment that
            WARMUP records (by default {DefaultWarmUp}) are through, since until then much of both is the JIT compiler's, to the last record.
            Consuming takes all; 512 producers at a time get a quarter of them and of the warm-up, one alone a 200th.
            build-peer.sh makes a build with MassTransit's own rider.
            """);
        return 2;
}

static int Read(string number) => int.Parse(number, CultureInfo.InvariantCulture);

static int ReadAt(string[] numbers, int index, int otherwise) => index < numbers.Length ? Read(numbers[index]) : otherwise;
