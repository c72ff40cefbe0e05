using KafkaRider.EntityFrameworkCore.Tests.Support;

namespace KafkaRider.EntityFrameworkCore.Tests.Processes;

/// <summary>Has a process go on in a version that has another plan than the one that it began in.</summary>
public sealed class ProcessVersionTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task BeganWithoutAStep_EndsWithoutIt()
    {
        await using var travel = await StartAsync();

        var answer = await BookAsync(travel, "JSON_REMOVE(body, '$.steps[2]')");

        Assert.IsType<TripBooked>(answer);
        Assert.Equal(["room", "seat"], await BookedAsync(travel));
    }

    [Fact]
    public async Task BeganWithAStepThatNobodyKnows_EndsWithoutIt()
    {
        await using var travel = await StartAsync();

        var answer = await BookAsync(travel, "JSON_ARRAY_APPEND(body, '$.steps', JSON_OBJECT('name', 'insurance', 'status', 'pending', 'attempts', 0, 'round', 0))");

        Assert.IsType<TripBooked>(answer);
        Assert.Equal(ProcessStatus.Succeeded, await GetStateAsync(travel, _id));
    }

    [Fact]
    public async Task AReplyThatNobodyKnows_IsNoDeadLetter()
    {
        await using var travel = await StartAsync();

        await WriteAsync("trips", _id, "urn:message:Nobody:InsuranceTaken", "{}", DateTime.UtcNow, isReply: true);
        await travel.HasConsumedAsync("kafka_rider.saga.dropped", 1);

        Assert.Equal(0, CountRecords("trips.dead-letter"));
    }

    private async Task<object> BookAsync(TravelInstance travel, string otherBody)
    {
        var gate = new TaskCompletionSource();
        travel.Moods.On<BookSeat>(() => gate.Task);
        var booking = travel.BookAsync(new("Ada", "Oslo"), _id);
        await Eventually.IsTrueAsync(() => travel.Moods.Commands.Count > 0, "the seat is asked for");

        // As another instance does: each change has a version of its own.
        await Database.ExecuteAsync($"UPDATE saga SET body = {otherBody}, version = version + 1");
        gate.SetResult();
        return await booking;
    }
}
