using KafkaRider.EntityFrameworkCore.Tests.Support;

namespace KafkaRider.EntityFrameworkCore.Tests.Processes;

/// <summary>Has things happen where a process may be killed.</summary>
public sealed class ProcessFaultTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private readonly Guid _id = Guid.NewGuid();

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task Event_SavedButNotSent_SendsTheSameWhenItComesAgain(int failingWrite, bool isAfter)
    {
        await using var travel = await StartAsync(configure: services => FailingWriter.AddTo(services, failingWrite, isAfter));

        var answer = await travel.BookAsync(new("Ada", "Oslo"), _id);

        Assert.Equal(new TripBooked("Ada", 1, "R1"), answer);
        Assert.True(((FailingWriter)travel.Get<ICollectedRecordWriter>()).HasFailed);
        Assert.Equal(["room", "seat", "ticket"], await BookedAsync(travel));
        Assert.Equal(3, travel.Moods.Commands.Distinct().Count());
        Assert.Equal(ProcessStatus.Succeeded, await GetStateAsync(travel, _id));
    }

    [Fact]
    public async Task Event_HandledButNotSaved_HasSentNothing()
    {
        await using var travel = await StartAsync();
        var gate = new TaskCompletionSource();
        travel.Moods.On<BookSeat>(() => gate.Task);
        var booking = travel.BookAsync(new("Ada", "Oslo"), _id);
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Count > 0, "the seat is asked for");

        await using (var other = await Database.ConnectAsync())
        {
            await other.ExecuteAsync("SET autocommit = 0; UPDATE saga SET state = state, updated_at = updated_at + INTERVAL 1 MICROSECOND");
            gate.SetResult();
            await Database.IsWaitedForAsync();

            // The reply is handled, more than once, and cannot be saved.
            await Eventually.IsTrueAsync(() => travel.Metrics.Values("kafka_rider.inbox.retries").Count > 1, "saving is tried again");
            Assert.DoesNotContain(travel.Moods.Commands, command => command.Command == nameof(BookRoom));
            await other.ExecuteAsync("ROLLBACK");
        }

        Assert.IsType<TripBooked>(await booking);
        Assert.Equal(3, travel.Moods.Commands.Count);
    }

    [Theory]
    [InlineData("Oslo", "TripBooked", "room,seat,ticket")]
    [InlineData("Atlantis", "TripRefused", "")]
    public async Task Events_AllComeAgain_AndAgain_ChangeNothing(string city, string outcome, string booked)
    {
        await using var travel = await StartAsync();
        var answer = await travel.BookAsync(new("Ada", city), _id);
        var before = await Database.QueryAsync("SELECT body FROM saga");
        var commands = travel.Moods.Commands;

        var records = WriteAgain("trips");
        records += WriteAgain("trips");
        await travel.HasConsumedAsync("kafka_rider.saga.dropped", records);

        Assert.Equal(outcome, answer.GetType().Name);
        Assert.Equal(booked, string.Join(',', await BookedAsync(travel)));
        Assert.Equal(before, await Database.QueryAsync("SELECT body FROM saga"));
        Assert.Equal(commands, travel.Moods.Commands);
    }

    [Fact]
    public async Task Commands_AllComeAgain_AreExecutedOnce()
    {
        await using var travel = await StartAsync();
        await travel.BookAsync(new("Ada", "Atlantis"), _id);
        var commands = travel.Moods.Commands.Count;

        WriteAgain("bookings");
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Count == 2 * commands, "all came again");
        await travel.BookAsync(new("Bob", "Oslo"));

        Assert.Equal(["room", "seat", "ticket"], await BookedAsync(travel));
        Assert.Equal(ProcessStatus.Failed, await GetStateAsync(travel, _id));
    }
}
