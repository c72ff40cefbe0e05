using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Processes;

public sealed class ProcessTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    [Fact]
    public async Task Start_AllStepsAreDone_IsAnsweredWithTheOutcome()
    {
        await using var travel = await StartAsync();
        var id = Guid.NewGuid();

        var answer = await travel.BookAsync(new("Ada", "Oslo"), id);

        Assert.Equal(new TripBooked("Ada", 1, "R1"), answer);
        Assert.Equal(["room", "seat", "ticket"], await BookedAsync(travel));
        await StateIsAsync(travel, id, ProcessStatus.Succeeded);
    }

    [Fact]
    public async Task Start_AStepIsRefused_UndoesThoseBeforeAndNoOther_AndAnswersThen()
    {
        await using var travel = await StartAsync();
        var id = Guid.NewGuid();

        var answer = await travel.BookAsync(new("Ada", "Atlantis"), id);

        Assert.Equal(new TripRefused("no room in Atlantis"), answer);
        Assert.Empty(await BookedAsync(travel));
        Assert.Equal(["BookSeat", "BookRoom", "CancelSeat"], travel.Moods.Commands.Select(command => command.Command));
        await StateIsAsync(travel, id, ProcessStatus.Failed);
    }

    private static Task<List<string>> BookedAsync(TravelInstance travel) =>
        travel.ReadAsync(db => db.Bookings.Select(booking => booking.Kind).Order().ToListAsync(Token));

    private static async Task StateIsAsync(TravelInstance travel, Guid id, string state) =>
        Assert.Equal(state, await travel.ReadAsync(db => db.Sagas.Where(saga => saga.Id == id).Select(saga => saga.State).SingleAsync(Token)));
}
