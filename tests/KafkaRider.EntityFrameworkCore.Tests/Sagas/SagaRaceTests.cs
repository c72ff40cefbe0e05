using System.Text.RegularExpressions;
using KafkaRider.EntityFrameworkCore.Tests.Support;
using KafkaRider.Internal;

namespace KafkaRider.EntityFrameworkCore.Tests.Sagas;

/// <summary>Has two instances think that a saga is theirs, as both may around a rebalance: one of them knows its row as it was.</summary>
public sealed class SagaRaceTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private const string Dropped = "kafka_rider.saga.dropped";

    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Event_AnotherInstanceWasThereMeanwhile_GoesOnFromWhatThatLeft()
    {
        await using var travel = await StartAsync();
        await using var other = await StartAsync(agencyIsOpen: false, version: TripVersion.None);
        var gate = await BeginAsync(travel);
        var booking = travel.BookAsync(new("Ada", "Oslo"), _id);
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Count > 3, "the seat is asked for");

        await MoveOnAsync(other, nameof(Trip), row => row with { Body = row.Body.Replace("Ada", "Eve", StringComparison.Ordinal) });
        gate.SetResult();

        Assert.Equal("Eve", Assert.IsType<TripBooked>(await booking).Traveller);
        Assert.Equal(6, travel.Moods.Commands.Count);
        Assert.Equal(["4", "5"], await Database.QueryAsync("SELECT version FROM saga ORDER BY version"));
    }

    [Fact]
    public async Task Event_ComesAgain_AnotherInstanceHasHandledLaterOnes_SendsNothingAgain()
    {
        await using var travel = await StartAsync();
        await using var other = await StartAsync(agencyIsOpen: false, version: TripVersion.None);
        var gate = await BeginAsync(travel);
        var booking = travel.BookAsync(new("Ada", "Oslo"), _id);
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Count > 3, "the seat is asked for");

        await MoveOnAsync(other, nameof(Trip), row => row);
        await travel.HasConsumedAsync(Dropped, WriteAgain("trips"));

        Assert.Equal(4, CountRecords("bookings"));
        gate.SetResult();
        Assert.IsType<TripBooked>(await booking);
    }

    [Fact]
    public async Task Event_IsNotTakenInTheStateThatWas_ButInTheOneThatAnotherInstanceLeft_IsTaken()
    {
        await using var post = await StartAsync(agencyIsOpen: false);
        await post.SendAsync(new PostParcel(ParcelMachine.Abroad), _id);
        await Eventually.IsTrueAsync(async () => (await Database.QueryAsync("SELECT version FROM saga")).Count == 1, "customs are asked");

        // The word of customs has come to another instance, which no longer has the saga.
        await using (var other = await StartAsync(agencyIsOpen: false, version: TripVersion.None))
        {
            await MoveOnAsync(other, nameof(Parcel), row => row with
            {
                State = "OnTheWay",
                Body = Regex.Replace(row.Body, "\"currentState\":\"[^\"]*\"", "\"currentState\":\"OnTheWay\""),
            });
        }

        await post.SendAsync(new DeliverParcel(_id), _id);

        await Eventually.IsTrueAsync(async () => (await Database.QueryAsync("SELECT state FROM saga")).Contains("Final"), "it is delivered");
    }

    [Fact]
    public async Task Write_TwoFollowOneVersion_OneIsWritten()
    {
        await using var travel = await StartAsync(agencyIsOpen: false, version: TripVersion.None);
        await using var other = await StartAsync(agencyIsOpen: false, version: TripVersion.None);
        var stores = new[] { travel, other }.Select(instance => instance.Get<SagaStore>()).ToArray();

        // Both instances, and twice each at once, so that two are in one transaction as well.
        for (var version = 1; version <= 20; version++)
        {
            var next = version;
            var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => stores[number % 2].TryWriteAsync(
                new(_id, nameof(Trip), "running", next, $"{number}", [], "[]", DateTime.UtcNow, null, false), Guid.NewGuid(), [], [], Token)));

            Assert.Single(written, isWritten => isWritten);
            Assert.Equal([$"{Array.IndexOf(written, true)}"], await Database.QueryAsync($"SELECT body FROM saga WHERE version = {next}"));
        }
    }

    [Fact]
    public async Task Write_OneOfABatchIsOutdated_TheOthersAreWrittenWithTheirTimers()
    {
        await using var travel = await StartAsync(agencyIsOpen: false, version: TripVersion.None);
        var store = travel.Get<SagaStore>();
        Guid[] ids = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];
        Assert.All(await Task.WhenAll(ids.Select(id => WriteAsync(id, 1))), Assert.True);
        await Database.ExecuteAsync($"UPDATE saga SET version = 2 WHERE id = x'{Convert.ToHexString(ids[3].ToByteArray(bigEndian: true))}'");

        var written = await Task.WhenAll(ids.Select(id => WriteAsync(id, 2)));

        Assert.Equal(ids.Select((_, number) => number != 3), written);
        Assert.Equal("15", (await Database.QueryAsync("SELECT COUNT(*) FROM saga_timer")).Single());

        Task<bool> WriteAsync(Guid id, int version) => store.TryWriteAsync(
            new(id, nameof(Trip), "running", version, "{}", [], "[]", DateTime.UtcNow, null, false), Guid.NewGuid(),
            [new(Guid.NewGuid(), DateTime.UtcNow.AddHours(1), "[]")], [], Token);
    }

    private static async Task<TaskCompletionSource> BeginAsync(TravelInstance travel)
    {
        // A process that has begun one before knows what its first event is.
        await travel.BookAsync(new("Bob", "Oslo"));
        var gate = new TaskCompletionSource();
        travel.Moods.On<BookSeat>(() => gate.Task);
        return gate;
    }

    /// <summary>Has another instance handle an event of the saga.</summary>
    private async Task MoveOnAsync(TravelInstance other, string type, Func<SagaRecord, SagaRecord> change)
    {
        var eventId = Guid.NewGuid();
        var row = await other.Get<SagaStore>().ReadAsync(_id, type, Token);
        var moved = change(row!) with { Version = row!.Version + 1, Handled = SagaRecord.Append(row.Handled, eventId), Outgoing = "[]" };
        Assert.True(await other.Get<SagaStore>().TryWriteAsync(moved, eventId, [], [], Token));
    }
}
