using System.Diagnostics;
using KafkaRider.EntityFrameworkCore.Tests.Support;

namespace KafkaRider.EntityFrameworkCore.Tests.Processes;

public sealed class ProcessTimeoutTests(SharedServer server, TravelBroker broker) : TravelTest(server, broker)
{
    private readonly Guid _id = Guid.NewGuid();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Step_TakesTooLong_AcrossARestart_IsUndone_AlsoWhatComesLate(bool ofStep)
    {
        (Options.StepTimeout, Options.Timeout) = ofStep ? (TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)) : (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2));

        await using (var travel = await StartAsync(agencyIsOpen: false))
        {
            await travel.SendAsync(new BookTrip("Ada", "Oslo"), _id);
            await IsInStateAsync(travel, _id, ProcessStatus.Running);
        }

        await Eventually.IsTrueAsync(
            async () => (await Database.QueryAsync("SELECT COUNT(*) FROM saga_timer WHERE due_at < UTC_TIMESTAMP(6)")).Single() == "1", "it is due");
        await using var again = await StartAsync(agencyIsOpen: false);
        var started = Stopwatch.GetTimestamp();
        await Eventually.IsTrueAsync(() => again.Metrics.Values("kafka_rider.saga.timers").Count > 0, "the time-out fires");
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await IsInStateAsync(again, _id, ProcessStatus.Compensating);
        Options.StepTimeout = TimeSpan.FromSeconds(30);

        await using var agency = await StartAsync();

        await IsInStateAsync(agency, _id, ProcessStatus.Failed);
        await Eventually.IsTrueAsync(async () => (await Database.QueryAsync("SELECT COUNT(*) FROM inbox")).Single() is "2" or "3", "all is executed");
        await Eventually.IsTrueAsync(async () => (await BookedAsync(agency)).Count == 0, "nothing is left");
        Assert.Equal(new TripFailed("seat", "timeout", false), await agency.BookAsync(new("Ada", "Oslo"), _id));
    }
}
