using System.Text.Json;
using KafkaRider.EntityFrameworkCore.Tests.Support;

namespace KafkaRider.EntityFrameworkCore.Tests.Operations;

/// <summary>What came of operations, asked for over a topic, of commands and of processes.</summary>
public sealed class OperationStoreTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Ask_ForAProcessThatHasSucceeded_TellsItsOutcomeAndItsSteps()
    {
        await using var travel = await StartAsync();
        await travel.BookAsync(new("Ada", "Oslo"), _id);

        var found = await travel.AskAsync<OperationFound>(_id);

        Assert.Equal((_id, nameof(TripBooked), (string?)null), (found.OperationId, found.OutcomeType, found.Caller));
        Assert.Equal(new TripBooked("Ada", 1, "R1"), JsonSerializer.Deserialize<TripBooked>(found.Outcome!, JsonSerializerOptions.Web));
        Assert.True(found.CompletedAt >= found.Process!.StartedAt);
        Assert.Equal((nameof(Trip), ProcessStatus.Succeeded), (found.Process.Process, found.Process.Status));
        Assert.Equal(["seat done", "room done", "ticket done"], Steps(found));
    }

    [Fact]
    public async Task Ask_ForAProcessUnderWay_TellsItsStepsAndNoOutcome()
    {
        await using var travel = await StartAsync();
        var gate = new TaskCompletionSource();
        travel.Moods.On<BookRoom>(() => gate.Task);
        var booking = travel.BookAsync(new("Ada", "Atlantis"), _id);
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Any(command => command.Command == nameof(BookRoom)), "the room is asked for");

        var found = await travel.AskAsync<OperationFound>(_id);
        gate.SetResult();
        await booking;

        Assert.Equal((null, null, null), (found.OutcomeType, found.Outcome, found.CompletedAt));
        Assert.Equal(["seat done", "room running", "ticket pending"], Steps(found));
    }

    [Fact]
    public async Task Ask_ForAProcessThatIsBeingUndone_TellsTheOutcomeOnlyWhenItsClientIsTold()
    {
        await using var travel = await StartAsync();
        var gate = new TaskCompletionSource();
        travel.Moods.On<CancelSeat>(() => gate.Task);
        var booking = travel.BookAsync(new("Ada", "Atlantis"), _id);
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Any(command => command.Command == nameof(CancelSeat)), "the seat is cancelled");

        var undoing = await travel.AskAsync<OperationFound>(_id);
        gate.SetResult();
        await booking;
        var undone = await travel.AskAsync<OperationFound>(_id);

        Assert.Equal((null, ProcessStatus.Compensating), (undoing.OutcomeType, undoing.Process!.Status));
        Assert.Equal((nameof(TripRefused), ProcessStatus.Failed), (undone.OutcomeType, undone.Process!.Status));
    }

    [Fact]
    public async Task Ask_ForACommandOfAStep_TellsItsOutcome_AndForWhatIsNoOperation_ThatThereIsNone()
    {
        await using var travel = await StartAsync();
        await travel.BookAsync(new("Ada", "Oslo"), _id);
        var parcel = Guid.NewGuid();
        await travel.SendAsync(new PostParcel("a book"), parcel);
        await Eventually.IsTrueAsync(async () => await GetStateAsync(travel, parcel) is not null, "the parcel is posted");

        var seat = await travel.AskAsync<OperationFound>(StepIds.OfCommand(_id, "seat"));

        Assert.Equal((nameof(SeatBooked), (ProcessChanged?)null), (seat.OutcomeType, seat.Process));
        Assert.Equal(new OperationUnknown(parcel), await travel.AskAsync<OperationUnknown>(parcel));
        Assert.Equal(new OperationUnknown(Guid.Empty), await travel.AskAsync<OperationUnknown>(Guid.Empty));
    }

    private static IEnumerable<string> Steps(OperationFound found) => found.Process!.Steps.Select(step => $"{step.Name} {step.Status}");
}
