using System.Globalization;
using Users.Bench.Riders;

// "compare" starts the other two in processes of their own, of this build and of others.
const int DefaultRecords = 200_000;
const int DefaultRounds = 3;

switch (args)
{
    case ["consume", var servers, var topic, var records]:
        Console.WriteLine(await RiderMeasurement.ConsumeAsync(servers, topic, Read(records)));
        return 0;
    case ["produce", var servers, var topic, var records, var atATime]:
        Console.WriteLine(await RiderMeasurement.ProduceAsync(servers, topic, Read(records), Read(atATime)));
        return 0;
    case ["compare", var servers, var first, var second, .. var rest] when rest.Length <= 2:
        await new Comparison(
            servers, [Contestant.Parse(first), Contestant.Parse(second)],
            rest.Length > 0 ? Read(rest[0]) : DefaultRecords, rest.Length > 1 ? Read(rest[1]) : DefaultRounds).RunAsync();
        return 0;
    default:
        Console.Error.WriteLine(
            $"""
            Usage: Users.Bench.Riders compare SERVERS NAME=DLL NAME=DLL [RECORDS [ROUNDS]]

            Sends RECORDS (by default {DefaultRecords}) through the riders that the two builds of this program have, in turn, ROUNDS times (by default
            {DefaultRounds}), on the brokers at SERVERS, and prints throughput, processor time per record, and the medians of the first's ratio to the second's.
            build-peer.sh makes a build with MassTransit's own rider.
            """);
        return 2;
}

static int Read(string number) => int.Parse(number, CultureInfo.InvariantCulture);
