using KafkaRider.EntityFrameworkCore.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Processes;

public sealed class ProcessTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task Start_AllStepsAreDone_IsAnsweredWithTheOutcome()
    {
        await using var travel = await StartAsync();

        var answer = await travel.BookAsync(new("Ada", "Oslo"), _id);

        Assert.Equal(new TripBooked("Ada", 1, "R1"), answer);
        Assert.Equal(["room", "seat", "ticket"], await BookedAsync(travel));
        Assert.Equal(ProcessStatus.Succeeded, await GetStateAsync(travel, _id));
        Assert.Equal(
            [("BookSeat", StepIds.OfCommand(_id, "seat")), ("BookRoom", StepIds.OfCommand(_id, "room")), ("SendTicket", StepIds.OfCommand(_id, "ticket"))],
            travel.Moods.Commands);
        Assert.Equal("0", (await Database.QueryAsync("SELECT COUNT(*) FROM saga_timer")).Single());
    }

    [Fact]
    public async Task Start_TheFirstStepIsRefused_NobodyElseIsAsked()
    {
        await using var travel = await StartAsync();

        var answer = await travel.BookAsync(new("late Ada", "Oslo"), _id);

        Assert.Equal(new TripRefused("no seat"), answer);
        Assert.Equal(["BookSeat"], travel.Moods.Commands.Select(command => command.Command));
        Assert.Equal(ProcessStatus.Failed, await GetStateAsync(travel, _id));
    }

    [Fact]
    public async Task Start_AStepIsRefused_UndoesThoseBeforeAndNoOther_AndAnswersThen()
    {
        await using var travel = await StartAsync();

        var answer = await travel.BookAsync(new("Ada", "Atlantis"), _id);

        Assert.Equal(new TripRefused("no room in Atlantis"), answer);
        Assert.Empty(await BookedAsync(travel));
        Assert.Equal(["BookSeat", "BookRoom", "CancelSeat"], travel.Moods.Commands.Select(command => command.Command));
        Assert.Equal(ProcessStatus.Failed, await GetStateAsync(travel, _id));
    }

    [Fact]
    public async Task Start_AStepFails_IsTriedAgain_AndThenAllIsUndoneFromTheEnd()
    {
        Options.Attempts = 2;
        await using var travel = await StartAsync();
        travel.Moods.On<BookRoom>(() => throw new InvalidCommandException("no such hotel"));

        var answer = await travel.BookAsync(new("Ada", "Oslo"), _id);

        var failed = Assert.IsType<TripFailed>(answer);
        Assert.Equal(("room", false), (failed.Step, failed.Incomplete));
        Assert.Contains("no such hotel", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(await BookedAsync(travel));
        Assert.Equal(["BookSeat", "BookRoom", "BookRoom", "CancelRoom", "CancelSeat"], travel.Moods.Commands.Select(command => command.Command));
        Assert.Equal(5 - 1, travel.Moods.Commands.Distinct().Count());
    }

    [Fact]
    public async Task Start_APivotFails_IsTriedUntilItIsDone()
    {
        Options.Attempts = 1;
        await using var travel = await StartAsync();
        var times = 0;
        travel.Moods.On<SendTicket>(() => ++times < 3 ? throw new InvalidCommandException("no paper") : Task.CompletedTask);

        var answer = await travel.BookAsync(new("Ada", "Oslo"), _id);

        Assert.IsType<TripBooked>(answer);
        Assert.Equal(3, times);
    }

    [Fact]
    public async Task Start_WithoutAnId_IsRefusedBeforeAnyStep()
    {
        await using var travel = await StartAsync();

        await travel.SendAsync(new BookTrip("Ada", "Oslo"), Guid.Empty);

        await Eventually.IsTrueAsync(() => CountRecords("trips.dead-letter") == 1, "it is a dead letter");
        Assert.Empty(travel.Moods.Commands);
    }

    [Fact]
    public async Task Start_SomebodyAsksAgain_MeanwhileAndLater_BothGetTheOneAnswer()
    {
        await using var travel = await StartAsync();
        var gate = new TaskCompletionSource();
        travel.Moods.On<BookRoom>(() => gate.Task);

        var first = travel.BookAsync(new("Ada", "Oslo"), _id);
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Any(command => command.Command == nameof(BookRoom)), "the room is asked for");
        var second = travel.BookAsync(new("Ada", "Oslo"), _id);
        await Eventually.IsTrueAsync(
            async () => (await Database.QueryAsync("SELECT JSON_LENGTH(body, '$.requesters') FROM saga")).Single() == "2", "both are known");
        gate.SetResult();

        Assert.Equal(new TripBooked("Ada", 1, "R1"), await first);
        Assert.Equal(new TripBooked("Ada", 1, "R1"), await second);
        Assert.Equal(new TripBooked("Ada", 1, "R1"), await travel.BookAsync(new("Ada", "Oslo"), _id));
        Assert.Equal(3, travel.Moods.Commands.Count);
    }

    [Fact]
    public async Task Compensation_CannotSucceed_WaitsForAnOperator_AndIsResumed()
    {
        Options.CompensationAttempts = 2;
        await using var travel = await StartAsync();
        travel.Moods.On<CancelSeat>(() => throw new InvalidCommandException("the strike"));

        var answer = await travel.BookAsync(new("Ada", "Atlantis"), _id);
        Assert.Equal(("room", true), Assert.IsType<TripFailed>(answer) is var failed ? (failed.Step, failed.Incomplete) : default);
        Assert.Equal(ProcessStatus.FailedIncomplete, await GetStateAsync(travel, _id));
        Assert.Equal(["seat"], await BookedAsync(travel));
        travel.Moods.Good<CancelSeat>();
        Assert.StartsWith($"{_id} Trip since ", Assert.Single(await ResumeAsync(travel, dryRun: true)), StringComparison.Ordinal);
        Assert.EndsWith("the strike", Assert.Single(await ResumeAsync(travel, dryRun: false)), StringComparison.Ordinal);

        await IsInStateAsync(travel, _id, ProcessStatus.Failed);
        Assert.Empty(await BookedAsync(travel));
        Assert.Equal(3, travel.Moods.Commands.Count(command => command.Command == nameof(CancelSeat)));
        Assert.Equal(answer, await travel.BookAsync(new("Ada", "Atlantis"), _id));
        Assert.Empty(await ResumeAsync(travel, dryRun: true));
    }

    private async Task<List<string>> ResumeAsync(TravelInstance travel, bool dryRun)
    {
        var lines = new List<string>();
        var count = await ProcessResumption.RunAsync(travel.Get<IDbContextFactory<TravelContext>>(), Kafka, "trips", null, dryRun, lines.Add, Token);
        Assert.Equal(lines.Count, count);
        return lines;
    }
}
